package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.ledger.ApprovalBranch;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Node;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what the branches of approvals begin with. Whoever approves pushes there, so it must not lead to a branch of something else. */
final class ApprovalBranches {
    private static final String RESERVED = "castellan/";
    private static final int LONGEST = 100;
    /** What Git takes for a branch's name anywhere, and more: no upper case, which some hosts and disks do not tell from lower case. */
    private static final Pattern FORM = Pattern.compile("(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9_-])?/)+");

    private final PolicyNodes nodes;

    ApprovalBranches(PolicyNodes nodes) {
        this.nodes = nodes;
    }

    /** The default where there is none, and where a problem was reported. */
    String read(Node.Mapping root) {
        return PolicyNodes.mapping(root, "approvals")
                .flatMap(approvals -> PolicyNodes.scalar(approvals, "branches"))
                .filter(this::isGood)
                .map(Node.Scalar::text)
                .orElse(ApprovalBranch.BRANCHES);
    }

    private boolean isGood(Node.Scalar prefix) {
        var wrong = wrong(prefix.text());
        wrong.ifPresent(why -> nodes.report(Problem.error(
                        PolicyCodes.BAD_BRANCHES,
                        prefix.at(),
                        "'" + PolicyNodes.shown(prefix.text()) + "' cannot begin the branches of approvals: " + why)
                .withHint("for example " + ApprovalBranch.BRANCHES + " or automation/approvals/")));
        return wrong.isEmpty();
    }

    private static Optional<String> wrong(String prefix) {
        if (prefix.length() > LONGEST || !FORM.matcher(prefix).matches()) {
            return Optional.of(
                    "it is lower-case names, each with a / behind it, of at most " + LONGEST + " characters together");
        }
        if (prefix.contains("..") || prefix.contains(".lock/")) {
            return Optional.of("Git has no branches of that name");
        }
        if (prefix.startsWith("refs/") || prefix.startsWith("heads/")) {
            return Optional.of("it is the name of branches, without refs/heads/");
        }
        if (prefix.startsWith(RESERVED) && !prefix.equals(ApprovalBranch.BRANCHES)) {
            return Optional.of(
                    "what begins with " + RESERVED + " is Castellan's own, as " + GitLedger.BRANCHES + " is");
        }
        return Optional.empty();
    }
}
