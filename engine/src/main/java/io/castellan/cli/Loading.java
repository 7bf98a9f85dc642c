package io.castellan.cli;

import io.castellan.access.DeclarationHistory;
import io.castellan.access.Policy;
import io.castellan.access.PolicyReader;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Environment;
import io.castellan.json.SchemaValidator;
import io.castellan.ledger.AppliedState;
import io.castellan.model.Node;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import io.castellan.yaml.PageReader;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads environments of a workspace. */
final class Loading {
    private static final SchemaValidator SCHEMAS = new SchemaValidator();

    private final Workspace workspace;
    private final StateLoader loader;
    private final Clock clock;
    private Optional<Governance> governance = Optional.empty();

    Loading(Workspace workspace, Registry registry, Clock clock) {
        this(workspace, new StateLoader(registry, SCHEMAS::validate), clock);
    }

    private Loading(Workspace workspace, StateLoader loader, Clock clock) {
        this.workspace = workspace;
        this.loader = loader;
        this.clock = clock;
    }

    /** {@link StateLoader#only} */
    Loading only(Set<String> names, PageReader pages) {
        return new Loading(workspace, loader.only(names, pages), clock);
    }

    StateLoader loader() {
        return loader;
    }

    /** From now on environments are loaded under a policy; without one if empty. */
    void governedBy(Optional<Governance> governance) {
        this.governance = governance;
    }

    /** Begins what the first reading of files must wait for otherwise. */
    static void prepare() {
        Ahead.start(() -> SCHEMAS.prepare(SchemaValidator.STATE));
    }

    /** What is declared, and what a reader must know of it. */
    record Loaded(State state, SourceFiles files, List<Problem> warnings) {}

    /** @throws io.castellan.diagnostics.Failure INPUT with every problem, if one is an error */
    Loaded load(String environment, SourceFiles files) {
        return load(environment, files, known -> false);
    }

    /**
     * @param known told the environment before its state files are read, unless something is wrong with it; answers whether it began
     *     something else that goes on meanwhile
     */
    Loaded load(String environment, SourceFiles files, Predicate<Environment> known) {
        var problems = new Problems();
        var state = check(
                environment,
                files,
                problems,
                () -> workspace.policy(commitOf(files)).isPresent(),
                declared -> tell(known, controlled(declared)));
        problems.throwIfErrors(ExitCode.INPUT);
        governance.ifPresent(policy -> problems.addAll(policy.notes()));
        return new Loaded(controlled(state.orElseThrow()), files, problems.sorted());
    }

    /** Nobody hears of an environment that the policy does not let connect; loading it fails in the end. */
    private boolean tell(Predicate<Environment> known, Environment controlled) {
        return governance.map(policy -> policy.allowsToConnect(controlled)).orElse(true) && known.test(controlled);
    }

    private Environment controlled(Environment declared) {
        return governance.map(policy -> policy.controlled(declared)).orElse(declared);
    }

    private State controlled(State declared) {
        governance.ifPresent(policy -> policy.requireAllowed(declared));
        return new State(controlled(declared.environment()), declared.declarations());
    }

    /**
     * Reads as far as possible and reports everything.
     *
     * @param withPolicy whether there is one beside the environments, whatever it says
     */
    Optional<State> check(String environment, SourceFiles files, boolean withPolicy, Problems problems) {
        return check(environment, files, problems, () -> withPolicy, known -> false);
    }

    /**
     * The policy beside the environments.
     *
     * @param commit where to read it; on disk if empty
     * @return empty where there is none, or where it is wrong, which is reported
     */
    Optional<Policy> policy(Optional<String> commit, Problems problems) {
        return workspace
                .policy(commit)
                .flatMap(text -> new PolicyReader(SCHEMAS::validate)
                        .read(Policy.FILE, text, Set.copyOf(workspace.environments(commit)), problems));
    }

    private static Optional<String> commitOf(SourceFiles files) {
        return files.origin().commit().filter(id -> !files.origin().dirty());
    }

    private Optional<State> check(
            String environment,
            SourceFiles files,
            Problems problems,
            BooleanSupplier withPolicy,
            Predicate<Environment> known) {
        var state = loader.load(workspace.folder() + "/" + environment, files, clock.instant(), problems, known);
        state.filter(read -> read.environment().clusterId().isEmpty()
                        && !read.environment().isSandbox()
                        && (workspace.environments(commitOf(files)).size() > 1 || withPolicy.getAsBoolean()))
                .ifPresent(read -> problems.add(Problem.error(
                                CliCodes.CLUSTER_ID_MISSING,
                                read.environment().root().at(),
                                "with a policy or more than one environment, each says which cluster it is; '"
                                        + environment + "' has no cluster.id")
                        .withHint("add 'cluster: {id: …}'; 'kafka-cluster.sh cluster-id' tells it")));
        state.ifPresent(read -> checkOthers(read.environment(), commitOf(files), problems));
        return state;
    }

    /** That the environments are there that this one names. */
    private void checkOthers(Environment environment, Optional<String> commit, Problems problems) {
        var named = new TreeMap<String, String>();
        environment.promotion().ifPresent(rule -> named.put("promotion", rule.from()));
        environment.mirrored().ifPresent(mirrored -> named.put("mirrored", mirrored.from()));
        if (named.isEmpty()) {
            return;
        }
        var known = workspace.environments(commit);
        named.forEach((section, from) -> {
            if (!known.contains(from)) {
                problems.add(Problem.error(
                                PromoteCommandCodes.NO_SUCH_SOURCE,
                                environment
                                        .root()
                                        .get(section)
                                        .map(Node::at)
                                        .orElse(environment.root().at()),
                                "'" + section + "' is from '" + from + "', and there is no such environment")
                        .withHint("there are: " + String.join(", ", known)));
            }
        });
    }

    /**
     * What a state declared when it was applied, as far as it can be read now.
     *
     * @param doubts hears when that is not all: rules became stricter since
     */
    Declarations declaredAt(String environment, AppliedState applied, Consumer<Problem> doubts) {
        var problems = new Problems();
        var state = loader.load(
                workspace.folder() + "/" + environment,
                workspace.filesAt(environment, applied.state().commit()),
                applied.at(),
                problems);
        problems.sorted().stream()
                .filter(Problem::isError)
                .findFirst()
                .ifPresent(first -> doubts.accept(doubt(applied, first)));
        return state.map(State::declarations).orElse(Declarations.none());
    }

    /**
     * The same of some files, as long as these can be read without the others.
     *
     * @param only by their path below the environment's folder
     */
    Declarations declaredAt(String environment, AppliedState applied, Set<String> only, Consumer<Problem> doubts) {
        var problems = new Problems();
        return loader.load(
                        workspace.folder() + "/" + environment,
                        workspace.filesAt(environment, applied.state().commit(), only),
                        applied.at(),
                        problems)
                .filter(state -> !problems.hasErrors())
                .map(State::declarations)
                .orElseGet(() -> declaredAt(environment, applied, doubts));
    }

    /** What the commits of an environment's history declare, as far as today's rules can read them. */
    DeclarationHistory.States states(String environment) {
        return new DeclarationHistory.States() {
            @Override
            public Optional<Declarations> at(String commit) {
                return declared(environment, () -> workspace.filesAt(environment, commit));
            }

            @Override
            public Optional<Declarations> at(String commit, Set<String> files) {
                var some = new HashSet<>(files);
                some.add(StateLoader.ENVIRONMENT_FILE);
                return declared(environment, () -> workspace.filesAt(environment, commit, some))
                        // what an override or a review needs may be in another file
                        .or(() -> at(commit));
            }
        };
    }

    private Optional<Declarations> declared(String environment, Supplier<SourceFiles> files) {
        var problems = new Problems();
        try {
            var state = loader.load(workspace.folder() + "/" + environment, files.get(), clock.instant(), problems);
            return problems.hasErrors() ? Optional.empty() : state.map(State::declarations);
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private static Problem doubt(AppliedState applied, Problem first) {
        return Problem.warning(
                        CliCodes.BASELINE_IN_PART,
                        "what apply #" + applied.sequence() + " declared can no longer be read completely ("
                                + first.message()
                                + "), so what it made and nothing declares now may not be shown as withdrawn,"
                                + " and an apply, which would forget it, refuses")
                .withHint("see 'castellan validate --commit " + applied.state().commit()
                        + "', look for what stayed among the unmanaged, declare it or remove it by hand, then apply with "
                        + ApplyCommand.FORGET);
    }
}
