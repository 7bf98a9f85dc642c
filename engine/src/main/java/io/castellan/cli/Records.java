package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.git.Commit;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Change;
import io.castellan.model.LedgerEntry;
import io.castellan.report.Recorded;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The ledgers of a workspace, for reading. */
final class Records {
    private final Workspace workspace;
    private final Map<String, Optional<Commit>> commits = new HashMap<>();

    Records(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Every named environment, or all if none is named. One whose folder is gone has a record all the same.
     *
     * @throws Failure INPUT for a name that has neither folder nor record
     */
    List<String> choose(List<String> named) {
        var all = new TreeSet<>(workspace.environments(workspace.protectedTip()));
        all.addAll(workspace.ledgers());
        var unknown = named.stream().filter(name -> !all.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    unknown.stream()
                            .map(name -> Problem.error(
                                            CliCodes.NO_SUCH_ENVIRONMENT,
                                            "there is no environment '" + name + "', and no record of one")
                                    .withHint("there are: " + String.join(", ", all)))
                            .toList());
        }
        return named.isEmpty() ? List.copyOf(all) : named.stream().distinct().toList();
    }

    /** As the pipeline of the newest policy has them, the others after that by name. */
    List<String> ordered(Collection<String> names, Clock clock) {
        var pipeline = workspace
                .protectedTip()
                .or(() -> workspace.git().head())
                .flatMap(commit ->
                        new Loading(workspace, Rooms.registry(), clock).policy(Optional.of(commit), new Problems()))
                .map(policy -> policy.pipeline())
                .orElse(List.of());
        return names.stream()
                .sorted(Comparator.comparingInt(
                                (String name) -> pipeline.contains(name) ? pipeline.indexOf(name) : pipeline.size())
                        .thenComparing(name -> name))
                .toList();
    }

    /** @throws Failure INPUT if the folder lies in no repository */
    GitLedger ledger(String environment) {
        return workspace.ledger(environment).orElseThrow(() -> workspace.noRepository());
    }

    Workspace workspace() {
        return workspace;
    }

    Optional<Commit> commit(String id) {
        return commits.computeIfAbsent(id, key -> workspace.commits().commit(key));
    }

    Recorded recorded(LedgerEntry entry, Optional<Change> change) {
        var state = commit(entry.intent().state().commit());
        return new Recorded(
                entry,
                state.map(Commit::subject),
                state.map(commit -> commit.author().name()),
                change);
    }
}
