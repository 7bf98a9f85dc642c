package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.GitRepository;
import io.castellan.git.Person;
import io.castellan.git.RecordBranch;
import io.castellan.git.RemoteCopy;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Digest;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A branch that carries approvals, {@code castellan/approvals/ENVIRONMENT} where the policy does not say otherwise. It proves nothing: whoever may push can add to it, and what
 * counts is the signature in each file. One file an approval, named by the digest of its content, in a folder for the month in which it was added,
 * so that old ones are not read for ever.
 */
public final class ApprovalBranch {
    /** What the branches of all environments begin with where the policy does not say. */
    public static final String BRANCHES = "castellan/approvals/";

    private static final int MOST_READ = 10_000;
    /** More than an approval of a hundred thousand changes has. */
    private static final long LARGEST = 32L * 1024 * 1024;

    private static final int MOST_TOLD = 20;
    private static final Pattern FILE = Pattern.compile("(\\d{4}-\\d{2})/[0-9a-f]{64}\\.json");

    private final String name;
    private final RecordBranch branch;
    private final Person committer;

    /**
     * Approvals that stay in this clone.
     *
     * @param name of the branch
     */
    public ApprovalBranch(GitRepository repository, String name) {
        this(repository.records(name), name, repository.user());
    }

    /**
     * @param copy follows the branch
     * @param name of the branch
     */
    public ApprovalBranch(RemoteCopy copy, String name, Person committer) {
        this(copy.records(name), name, committer);
    }

    private ApprovalBranch(RecordBranch branch, String name, Person committer) {
        this.name = name;
        this.branch = branch;
        this.committer = committer;
    }

    public String name() {
        return name;
    }

    /**
     * Those that were added lately, in no order that means anything; signatures are not looked at.
     *
     * @param since older ones need not be among them
     * @param notes hears of files that are no approval; of many only of some
     */
    public List<Signed> since(Instant since, Consumer<Problem> notes) {
        var tip = tip(notes);
        if (tip.isEmpty()) {
            return List.of();
        }
        var first = YearMonth.from(since.atZone(ZoneOffset.UTC)).toString();
        var approvals = new ArrayList<Signed>();
        var junk = new ArrayList<Problem>();
        int read = 0;
        for (var file : branch.blobs(tip.get()).entrySet()) {
            var path = FILE.matcher(file.getKey());
            if (!path.matches()) {
                junk.add(notRead(file.getKey(), "is no approval"));
            } else if (path.group(1).compareTo(first) >= 0) {
                if (read++ == MOST_READ) {
                    notes.accept(notRead("the rest", "is left out: more than " + MOST_READ + " approvals"));
                    break;
                }
                read(file.getKey(), file.getValue(), junk::add).ifPresent(approvals::add);
            }
        }
        junk.stream().limit(MOST_TOLD).forEach(notes);
        if (junk.size() > MOST_TOLD) {
            notes.accept(Problem.warning(
                    LedgerCodes.NO_APPROVAL,
                    name + " has " + (junk.size() - MOST_TOLD) + " more files that are no approval"));
        }
        return approvals;
    }

    /** A branch that was rewritten carries nothing, and stops nobody whose approvals come another way. */
    private Optional<String> tip(Consumer<Problem> notes) {
        try {
            return branch.tip();
        } catch (Failure e) {
            e.problems()
                    .forEach(problem -> notes.accept(
                            Problem.warning(problem.code(), problem.message()).withHint(problem.hint())));
            return Optional.empty();
        }
    }

    private Optional<Signed> read(String path, String blob, Consumer<Problem> junk) {
        try {
            var size = branch.size(blob);
            if (size > LARGEST) {
                junk.accept(notRead(path, "has " + size + " bytes, and no approval has more than " + LARGEST));
                return Optional.empty();
            }
            return Optional.of(ApprovalFormat.read(
                    name + ":" + path, branch.read(List.of(blob)).get(0)));
        } catch (Failure e) {
            junk.accept(notRead(path, e.problems().get(0).message()));
            return Optional.empty();
        }
    }

    private Problem notRead(String path, String why) {
        return Problem.warning(LedgerCodes.NO_APPROVAL, name + ":" + path + " " + why);
    }

    /** Looks what others added. */
    public void refresh() {
        branch.refresh();
    }

    /**
     * Adds an approval, and pushes it where the branch is another repository's. Nothing to do where it is there already.
     *
     * @throws Failure REFUSED if the branch is of something else; UNREACHABLE if it cannot be written; STALE if others are faster all the time
     */
    public void add(Signed signed, Instant now) {
        var content = ApprovalFormat.write(signed);
        var path = YearMonth.from(now.atZone(ZoneOffset.UTC)) + "/"
                + Digest.ofBytes(content).text().substring("sha256:".length()) + ".json";
        var addition = addition(path, content, signed.approval(), now);
        var patience = branch.patience();
        do {
            var tip = branch.tip();
            tip.ifPresent(this::requireApprovals);
            if (tip.map(branch::blobs).filter(blobs -> blobs.containsKey(path)).isPresent()
                    || branch.append(tip, addition).isPresent()) {
                return;
            }
        } while (patience.pause());
        throw new Failure(
                ExitCode.STALE,
                Problem.error(LedgerCodes.MOVED, "the branch " + name + " moves faster than anything can be added")
                        .withHint("try again, or hand the approval over as a file"));
    }

    /** Approvals begin with an empty commit; what begins otherwise is somebody's work, and is not added to. */
    private void requireApprovals(String tip) {
        if (!branch.blobs(branch.line(tip).get(0)).isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    LedgerCodes.NO_APPROVALS_BRANCH,
                                    "the branch " + name + " was begun with something else than approvals")
                            .withHint(
                                    "rename it, or have castellan.yaml name other branches under 'approvals.branches'"));
        }
    }

    private RecordBranch.Addition addition(String path, byte[] content, Approval approval, Instant now) {
        return new RecordBranch.Addition(
                Map.of(path, content),
                Optional.empty(),
                approval.target().environment() + ": " + approval.verdict().word() + " "
                        + approval.changes().size()
                        + (approval.changes().size() == 1 ? " change\n" : " changes\n"),
                "Begin the approvals of " + approval.target().environment()
                        + "\n\nWhat people said of changes. Each file carries its own proof.\n",
                committer,
                now);
    }
}
