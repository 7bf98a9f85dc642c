package io.castellan.doctor;

import io.castellan.access.Policy;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.GitLedger;
import java.util.List;
import java.util.Optional;

/** What is said of the trust file and of the ledgers, where it is not the ledger itself that says it. */
public final class RecordFindings {
    private RecordFindings() {}

    /** @param strict environments that are no sandbox */
    public static Finding noTrust(List<String> strict) {
        return strict.isEmpty()
                ? Finding.ok("no trust file is named, which is good enough for sandboxes")
                : Finding.warning(
                        DoctorCodes.NO_TRUST,
                        "no trust file is named here, so what follows is this clone's own word, and apply refuses "
                                + String.join(", ", strict),
                        "name the file that apply uses with --trust or CASTELLAN_TRUST; docs/reference/trust.md says"
                                + " how to make one");
    }

    /** @param named the version of the newest entry */
    public static Finding pinNewer(String environment, String named) {
        return Finding.warning(
                DoctorCodes.PIN_NEWER,
                environment
                        + ": the trust file believes the branch from a commit on that is newer than the policy that was"
                        + " in force last, " + named + "; the newer one counts, whether it was approved or not",
                "if nobody meant that, let the trust file name " + named + " or an older commit");
    }

    public static Finding noRemote() {
        return Finding.warning(
                DoctorCodes.NO_REMOTE,
                "this repository has no remote: nobody else has its state and its record",
                "push it to where others can fetch it: git remote add origin ADDRESS");
    }

    public static Finding uncommitted(List<String> files) {
        return Finding.warning(
                DoctorCodes.UNCOMMITTED,
                String.join(", ", files) + (files.size() == 1 ? " is" : " are")
                        + " not as committed; what is said here is of the files on disk",
                "commit, or undo the change");
    }

    /** @param head abbreviated */
    public static Finding local(String environment, Optional<String> head) {
        return Finding.ok(environment + ": "
                + head.map(id -> GitLedger.BRANCHES + environment + " is at " + id + ", in this clone only")
                        .orElse("nothing was recorded yet"));
    }

    public static Finding unsigned(String environment) {
        return Finding.warning(
                DoctorCodes.LEDGER_UNSIGNED,
                environment + ": entries need not be signed, so whoever may push to " + GitLedger.BRANCHES + environment
                        + " can forge one",
                "require it with 'signed: {ledger: required, keys: […]}' in " + Policy.FILE
                        + ", or let only the account that applies push there");
    }

    public static Finding keyNotTried(List<String> environments, String variable) {
        return Finding.notChecked(
                DoctorCodes.KEY_NOT_TRIED,
                "whether apply has a key that can sign the ledger of " + String.join(", ", environments)
                        + ": none is given here",
                "name it with --ledger-key or " + variable + ", where apply runs");
    }

    public static Finding takesPushes(String shared) {
        return Finding.ok(shared + " lets us begin a push; what its rules say of " + GitLedger.BRANCHES
                + "* shows when one is made, nothing was sent");
    }

    /** @param why what was said when a push was begun, after the same repository could be read */
    public static Finding cannotPush(Problem why) {
        return Finding.problem(
                DoctorCodes.CANNOT_PUSH,
                "whoever runs this can read the repository and cannot push, so could not record an apply: "
                        + why.message(),
                "let the account that applies push to " + GitLedger.BRANCHES + "*");
    }
}
