package io.castellan.cli;

import io.castellan.cli.Loading.Loaded;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Environment;
import io.castellan.environment.Secrets;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaCluster;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.BaselineLoader;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.plan.PlanRequest;
import io.castellan.plan.Planned;
import io.castellan.plan.Planning;
import io.castellan.promote.Shown;
import io.castellan.resource.Baselines;
import io.castellan.resource.Declarations;
import io.castellan.resource.Registry;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything that planning one environment of a workspace needs, put together. */
final class Engine {
    private final Session session;
    private final Workspace workspace;
    private final Registry registry = Rooms.registry();
    private final Secrets secrets;
    private final Loading loading;
    /** Of the baseline that was read last. */
    private final List<Problem> doubts = new ArrayList<>();

    private Declarations applied = Declarations.none();
    private Optional<Governance> governance = Optional.empty();

    Engine(Session session, Workspace workspace) {
        this.session = session;
        this.workspace = workspace;
        this.secrets = session.secrets();
        this.loading = new Loading(workspace, registry, session.clock());
    }

    Registry registry() {
        return registry;
    }

    Secrets secrets() {
        return secrets;
    }

    Loaded load(String environment, SourceFiles files) {
        return loading.load(environment, files);
    }

    /** The same for looking only. */
    void govern(String environment, SourceFiles files) {
        files.origin().commit().ifPresent(commit -> govern(environment, commit, List.of()));
    }

    /**
     * The same where nothing can be said without a policy.
     *
     * @throws Failure INPUT if there is none
     */
    Governance requireGovernance(String environment, String commit, List<Signed> approvals) {
        return govern(environment, commit, approvals)
                .orElseThrow(() -> new Failure(
                        ExitCode.INPUT,
                        Problem.error(CliCodes.NO_POLICY, "there is no castellan.yaml, so nothing needs an approval")
                                .withHint("docs/reference/policy.md has one to start from")));
    }

    /**
     * Finds the policy in force, and loads under it from now on. To be called before anything is loaded: it decides which cluster
     * is connected to.
     *
     * @param commit whose state will be loaded
     * @param approvals handed over, besides those of the approvals' branch
     * @return empty where there is no policy
     */
    Optional<Governance> govern(String environment, String commit, List<Signed> approvals) {
        governance =
                Governance.of(workspace, loading, session.clock(), Hosting.of(session), environment, commit, approvals);
        loading.governedBy(governance);
        return governance;
    }

    /** What is declared, and what was reached meanwhile. */
    record Ready<T extends Ahead.Reached>(Loaded loaded, Ahead<T> reached) {}

    /**
     * Loads, and meanwhile reaches something else on another thread.
     *
     * @param reach is given the environment before its state files are read, and says what the other thread does
     */
    <T extends Ahead.Reached> Ready<T> load(
            String environment, SourceFiles files, Function<Environment, Supplier<T>> reach) {
        var begun = new ArrayList<Ahead<T>>(); // one, unless the environment itself is wrong
        try {
            var loaded = loading.load(environment, files, known -> begun.add(Ahead.begin(reach.apply(known))));
            return new Ready<>(loaded, begun.get(0));
        } catch (RuntimeException | Error e) {
            begun.forEach(Ahead::close);
            throw e;
        }
    }

    /** How to reach a cluster with a principal that need not write. */
    Supplier<Contact> reading(Environment environment) {
        var head = ledgerHead(environment);
        return () -> Contact.toRead(open(environment), registry, head);
    }

    /** How to reach a cluster that is looked at only under the lock. */
    Supplier<Contact> writing(Environment environment, LockSettings lock, String who) {
        return () -> Contact.toWrite(open(environment), registry, lock, who);
    }

    Planned plan(Loaded loaded, Set<ResourceId> targets) {
        try (var contact = reading(loaded.state().environment()).get()) {
            return plan(loaded, targets, contact);
        }
    }

    Planned plan(Loaded loaded, Set<ResourceId> targets, Contact contact) {
        var sight = contact.first();
        return planning().plan(request(loaded, targets, sight), sight.survey());
    }

    /** Looks from now on. */
    Contact.Sight look(Loaded loaded, Contact contact) {
        return contact.look(ledgerHead(loaded.state().environment()));
    }

    private Optional<String> ledgerHead(Environment environment) {
        return ledger(environment.name()).flatMap(GitLedger::head);
    }

    /** What is live, without any plan. */
    World observe(Loaded loaded) {
        var environment = loaded.state().environment();
        try (var access = open(environment)) {
            var cluster = KafkaCluster.open(access);
            var clusterId = cluster.view().id();
            return planning().observe(request(loaded, Set.of(), clusterId, ledgerHead(environment)), cluster);
        }
    }

    private KafkaAccess open(Environment environment) {
        return new Connections(session, workspace.root(), secrets).open(environment);
    }

    Planning planning() {
        return new Planning(registry, session.clock(), tool());
    }

    static String tool() {
        return "castellan " + Version.read().castellan();
    }

    PlanRequest request(Loaded loaded, Set<ResourceId> targets, Contact.Sight sight) {
        return request(loaded, targets, sight.cluster().view().id(), sight.ledgerHead());
    }

    /**
     * @param clusterId of the cluster as it was met: what was applied to another one is no baseline for it
     * @param head taken before the entries and the cluster are read: what is recorded in between makes the plan stale
     */
    private PlanRequest request(Loaded loaded, Set<ResourceId> targets, String clusterId, Optional<String> head) {
        var environment = loaded.state().environment();
        var ledger = ledger(environment.name());
        return new PlanRequest(
                environment.name(),
                environment.clusterId(),
                environment.protection(),
                environment.mirrored(),
                loaded.state().declarations(),
                ledger.map(record -> baselines(environment.name(), record, clusterId))
                        .orElse(Baselines.none()),
                loaded.files().origin().withLedgerHead(head),
                targets);
    }

    /** The record of an environment; empty where the environments lie in no repository. */
    Optional<GitLedger> ledger(String environment) {
        return workspace.ledger(environment);
    }

    private Baselines baselines(String environment, GitLedger ledger, String clusterId) {
        doubts.clear();
        var baselines = new BaselineLoader(state -> loading.declaredAt(environment, state, doubts::add))
                .load(BaselineCommits.of(ledger, clusterId));
        applied = baselines.applied();
        return baselines;
    }

    /**
     * Of the request that was made last.
     *
     * @throws Failure REFUSED if what was applied before cannot be read completely, so that an apply would forget what it made
     */
    void requireWholeBaseline() {
        if (!doubts.isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    doubts.stream()
                            .map(doubt ->
                                    Problem.error(doubt.code(), doubt.message()).withHint(doubt.hint()))
                            .toList());
        }
    }

    /**
     * What is shown of a plan before it comes to its environment.
     *
     * @param plan made of the request that was made last, or of a part of it
     * @return empty where state is not promoted to the environment, or there is no record
     */
    Optional<Shown> shown(Plan plan, Loaded loaded) {
        return loaded.state()
                .environment()
                .promotion()
                .filter(rule -> ledger(loaded.state().environment().name()).isPresent())
                .map(rule -> new Evidences(
                                workspace, registry, loading, session.clock(), governance.map(Governance::version))
                        .of(rule, plan, loaded, applied));
    }

    /** The plan with what the reader must know of its state files and of its baseline. */
    Plan withWarnings(Plan plan, Loaded loaded) {
        var notes = new TreeSet<>(plan.notes());
        notes.addAll(loaded.warnings());
        notes.addAll(doubts);
        shown(plan, loaded).map(Shown::notes).ifPresent(notes::addAll);
        return new Plan(
                plan.tool(),
                plan.createdAt(),
                plan.target(),
                plan.origin(),
                plan.complete(),
                notes.stream().toList(),
                plan.changes(),
                plan.steps());
    }
}
