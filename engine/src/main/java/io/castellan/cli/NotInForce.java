package io.castellan.cli;

import io.castellan.access.AuthorityCodes;
import io.castellan.access.Judge;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.GitLedger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That a commit brings another control set than the one in force: said by every command that speaks of the commit's environment. */
final class NotInForce {
    private NotInForce() {}

    /**
     * Asks no cluster.
     *
     * @param commit which may become the state of the environment
     * @return empty where the environment is not declared there, where there is no policy, and where it is in force
     */
    static Optional<Problem> of(
            Workspace workspace, Loading loading, Clock clock, String environment, Optional<String> commit) {
        return commit.filter(id -> workspace.ledger(environment).isPresent())
                .filter(id -> workspace.environments(Optional.of(id)).contains(environment))
                .flatMap(id -> of(workspace, new ArrayList<>(), loading, clock, environment, id));
    }

    /**
     * The same for a command that decides nothing: where the newest entry of the ledger names the control set that the commit has, older
     * ones are not asked whether that is believed.
     */
    static Optional<Problem> atLeast(
            Workspace workspace, Loading loading, Clock clock, String environment, String commit) {
        var versions = new PolicyVersions(workspace, loading, environment, unsaid -> {});
        var named = workspace
                .ledger(environment)
                .map(GitLedger::briefs)
                .filter(all -> !all.isEmpty())
                .flatMap(all -> all.get(all.size() - 1).warrant().policy());
        return named.filter(id -> workspace.commits().find(id).isPresent())
                        .filter(versions::exists)
                        .filter(id -> versions.controls(id)
                                .to(versions.controls(commit), environment)
                                .isEmpty())
                        .isPresent()
                ? Optional.empty()
                : of(workspace, loading, clock, environment, Optional.of(commit));
    }

    private static Optional<Problem> of(
            Workspace workspace, List<Problem> notes, Loading loading, Clock clock, String environment, String commit) {
        var search = new PolicySearch(workspace, loading, clock, environment, notes::add);
        search.begin(commit)
                .filter(before -> search.brings(before, commit))
                .ifPresent(before -> search.decide(
                        before,
                        commit,
                        workspace
                                .approvals(before.policy(), environment)
                                .since(clock.instant().minus(Judge.LONGEST), unsaid -> {})));
        return of(notes);
    }

    /** The one that says it, of several notes. */
    static Optional<Problem> of(List<Problem> notes) {
        return notes.stream()
                .filter(note -> note.code().equals(AuthorityCodes.NOT_IN_FORCE))
                .findFirst();
    }
}
