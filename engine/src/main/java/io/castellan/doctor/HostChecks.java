package io.castellan.doctor;

import io.castellan.diagnostics.Failure;
import io.castellan.git.Denials;
import io.castellan.host.Answer;
import io.castellan.host.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether the host holds the branches fast that everything rests on. Pure but for asking it. */
public final class HostChecks {
    private final Function<String, Protection> host;

    /** @param host how it protects a branch */
    public HostChecks(Function<String, Protection> host) {
        this.host = host;
    }

    /** What is said where no host can be asked. */
    public static Finding notAsked(String branch) {
        return notChecked("the policy names no 'host' to ask", branch, "name the host, see docs/reference/host.md");
    }

    /** What is said where nobody says whose policy is to be believed: the token would go wherever it says. */
    public static Finding notBelieved(String branch) {
        return notChecked(
                "a host is asked only where a policy that is in force under a trust names it",
                branch,
                "name a trust file that holds, see docs/reference/trust.md");
    }

    private static Finding notChecked(String why, String branch, String remedy) {
        return Finding.notChecked(
                DoctorCodes.HOST_NOT_ASKED,
                "host protections not checked: " + why,
                "look yourself at the host's rules for " + branch
                        + " and castellan/ledger/* (no forced pushes, no deletion, nobody above the rules; for "
                        + branch + " pull requests only), or " + remedy);
    }

    /** What is said of a repository on a disk, which nobody has to be asked about. */
    public static List<Finding> onDisk(String shared, Denials denials) {
        var findings = new ArrayList<Finding>();
        if (!denials.rewriting()) {
            findings.add(Finding.problem(
                    DoctorCodes.BRANCH_NOT_HELD,
                    shared + " lets branches be rewritten by a forced push, the ledgers, too",
                    "forbid it: git -C " + shared + " config receive.denyNonFastForwards true"));
        }
        if (!denials.deletion()) {
            findings.add(Finding.problem(
                    DoctorCodes.BRANCH_NOT_HELD,
                    shared + " lets branches be deleted, the ledgers, too",
                    "forbid it: git -C " + shared + " config receive.denyDeletes true"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(shared + " lets no branch be rewritten or deleted by a push"));
        }
        return findings;
    }

    /** The branch that the state is on: only what was reviewed comes there. */
    public List<Finding> state(String branch) {
        return ask(branch, (protection, findings, untold) -> {
            expectNo(
                    protection.directPushes(),
                    branch,
                    "be pushed to without a pull request",
                    "require pull requests",
                    findings,
                    untold);
            if (protection.approvals().isEmpty()) {
                untold.add("how many reviews the host wants");
            } else if (protection.approvals().getAsInt() == 0) {
                findings.add(advice(
                        branch,
                        "the host merges without any review, so only Castellan's approvals stand in between",
                        "require at least one review"));
            }
            if (protection.staleReviewsEnd() == Answer.NO) {
                findings.add(advice(
                        branch,
                        "a review still counts at the host when commits are added after it",
                        "have reviews dismissed when commits are added"));
            }
            if (protection.codeOwners() == Answer.NO) {
                findings.add(advice(
                        branch,
                        "the host does not require the review of the files' owners",
                        "require the review of code owners"));
            }
        });
    }

    /** The branch of an environment's record: it only grows, by who applies. */
    public List<Finding> ledger(String branch) {
        return ask(branch, (protection, findings, untold) -> {
            if (protection.pushesRestricted() == Answer.NO) {
                findings.add(advice(
                        branch,
                        "everybody who may push to the repository may push to it, and add entries by hand",
                        "let only the account that applies push to castellan/ledger/*"));
            }
            if (protection.directPushes() == Answer.NO && protection.bypass() == Answer.NO) {
                findings.add(Finding.problem(
                        DoctorCodes.LEDGER_CLOSED,
                        branch + " takes pull requests only, so no apply can record there",
                        "take castellan/ledger/* out of that rule, or let the account that applies push"));
            }
        });
    }

    /** The branch of approvals: whoever rewrites it withholds what others said, and can make nothing up. */
    public List<Finding> approvals(String branch) {
        try {
            var protection = host.apply(branch);
            return protection.forcePushes() == Answer.YES || protection.deletion() == Answer.YES
                    ? List.of(advice(
                            branch,
                            "approvals and rejections can be taken away again by a forced push or by deleting the branch",
                            "forbid both for the branches of approvals"))
                    : List.of();
        } catch (Failure failure) {
            return failed(branch, failure);
        }
    }

    private interface More {
        /** @param untold hears what the host does not tell */
        void judge(Protection protection, List<Finding> findings, List<String> untold);
    }

    private List<Finding> ask(String branch, More more) {
        Protection protection;
        try {
            protection = host.apply(branch);
        } catch (Failure failure) {
            return failed(branch, failure);
        }
        if (protection.isProtected() == Answer.NO) {
            return List.of(Finding.problem(
                    DoctorCodes.BRANCH_NOT_HELD,
                    branch + ": no rule of the host is about it, so whoever may push can rewrite and delete it",
                    "protect it: no forced pushes, no deletion"));
        }
        var findings = new ArrayList<Finding>();
        var untold = new ArrayList<String>();
        expectNo(
                protection.forcePushes(),
                branch,
                "be rewritten by a forced push",
                "forbid forced pushes",
                findings,
                untold);
        expectNo(protection.deletion(), branch, "be deleted", "forbid its deletion", findings, untold);
        switch (protection.bypass()) {
            case YES ->
                findings.add(Finding.warning(
                        DoctorCodes.ABOVE_THE_RULES,
                        branch + ": somebody, for example an administrator of the host, is above its rules",
                        "have the rules hold for administrators too, and keep the list of exceptions short"));
            case UNKNOWN -> untold.add("whether somebody is above its rules");
            case NO -> {}
        }
        more.judge(protection, findings, untold);
        if (!untold.isEmpty()) {
            findings.add(Finding.notChecked(
                    DoctorCodes.HOST_DOES_NOT_TELL,
                    branch + ": the host does not tell this token " + String.join(", ", untold),
                    "give the token the right to read the rules, see docs/reference/host.md"));
        }
        return findings.isEmpty() ? List.of(Finding.ok(branch + " is held fast by the host")) : findings;
    }

    /** Whatever went wrong, it says nothing of the branch. */
    private static List<Finding> failed(String branch, Failure failure) {
        return failure.problems().stream()
                .map(problem -> new Finding(
                        Verdict.UNANSWERED,
                        Optional.of(problem.code()),
                        Optional.empty(),
                        "how the host protects " + branch + ": " + problem.message(),
                        problem.hint()))
                .toList();
    }

    private static void expectNo(
            Answer is, String branch, String what, String hint, List<Finding> findings, List<String> untold) {
        switch (is) {
            case YES -> findings.add(Finding.problem(DoctorCodes.BRANCH_NOT_HELD, branch + " can " + what, hint));
            case UNKNOWN -> untold.add("whether it can " + what);
            case NO -> {}
        }
    }

    private static Finding advice(String branch, String what, String hint) {
        return Finding.warning(DoctorCodes.HOST_ASKS_LITTLE, branch + ": " + what, hint);
    }
}
