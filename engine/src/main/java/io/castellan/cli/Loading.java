package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.ledger.AppliedState;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Reads environments of a workspace. */
final class Loading {
    private final Workspace workspace;
    private final StateLoader loader;
    private final Clock clock;

    Loading(Workspace workspace, Registry registry, Clock clock) {
        this.workspace = workspace;
        this.loader = new StateLoader(registry, new SchemaValidator()::validate);
        this.clock = clock;
    }

    /** What is declared, and what a reader must know of it. */
    record Loaded(State state, SourceFiles files, List<Problem> warnings) {}

    /** @throws io.castellan.diagnostics.Failure INPUT with every problem, if one is an error */
    Loaded load(String environment, SourceFiles files) {
        var problems = new Problems();
        var state = check(environment, files, problems);
        problems.throwIfErrors(ExitCode.INPUT);
        return new Loaded(state.orElseThrow(), files, problems.sorted());
    }

    /** Reads as far as possible and reports everything. */
    Optional<State> check(String environment, SourceFiles files, Problems problems) {
        var state = loader.load(workspace.folder() + "/" + environment, files, clock.instant(), problems);
        state.filter(read -> read.environment().clusterId().isEmpty()
                        && !read.environment().isSandbox()
                        && workspace.environments(files.origin().commit().filter(id -> !files.origin().dirty())).size() > 1)
                .ifPresent(read -> problems.add(Problem.error(
                                CliCodes.CLUSTER_ID_MISSING,
                                read.environment().root().at(),
                                "with more than one environment, each says which cluster it is; '" + environment
                                        + "' has no cluster.id")
                        .withHint("add 'cluster: {id: …}'; 'kafka-cluster.sh cluster-id' tells it")));
        return state;
    }

    /** What a state declared when it was applied, as far as it can be read now: rules may have become stricter since. */
    Declarations declaredAt(String environment, AppliedState applied) {
        return loader.load(
                        workspace.folder() + "/" + environment,
                        workspace.filesAt(environment, applied.state().commit()),
                        applied.at(),
                        new Problems())
                .map(State::declarations)
                .orElse(Declarations.none());
    }
}
