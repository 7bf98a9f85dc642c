package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.ShortId;
import io.castellan.promote.RollbackCodes;
import java.util.regex.Pattern;

/** Finds the commit to go back to. */
final class RollbackSource {
    private static final Pattern ENTRY = Pattern.compile("#([1-9][0-9]{0,8})");

    private final Workspace workspace;
    private final String environment;

    RollbackSource(Workspace workspace, String environment) {
        this.workspace = workspace;
        this.environment = environment;
    }

    /**
     * @param named a revision, or {@code #42} for what an entry of the ledger applied
     * @return full id
     * @throws Failure INPUT if there is none; REFUSED if it is not one that came before the base, or was never the protected branch
     */
    String find(String named, String base) {
        var entry = ENTRY.matcher(named);
        if (entry.matches()) {
            return applied(Integer.parseInt(entry.group(1)), base);
        }
        return requireEarlier(workspace.resolve(named), named, base);
    }

    private String applied(int sequence, String base) {
        var entries = workspace
                .ledger(environment)
                .orElseThrow(workspace::noRepository)
                .entries();
        if (sequence > entries.size()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    RollbackCodes.NO_SUCH_ENTRY,
                                    "the ledger of " + environment + " has no apply #" + sequence)
                            .withHint("'castellan history " + environment + "' shows what was applied"));
        }
        var intent = entries.get(sequence - 1).intent();
        if (intent.isAdoption()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    RollbackCodes.NO_SUCH_ENTRY,
                                    "#" + sequence + " of the ledger of " + environment
                                            + " is an adoption, which applied nothing")
                            .withHint("'castellan history " + environment + "' shows what was applied"));
        }
        var state = intent.state();
        var commit = workspace.resolve(state.commit());
        return state.dirty() ? commit : requireEarlier(commit, "#" + sequence, base);
    }

    private String requireEarlier(String commit, String named, String base) {
        if (workspace.commits().mergeBase(base, commit).filter(commit::equals).isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    RollbackCodes.NOT_EARLIER,
                                    "'" + named + "' is not a commit that came before " + ShortId.of(base))
                            .withHint("a rollback goes back to what the branch was once; everything else is a change"));
        }
        return commit;
    }
}
