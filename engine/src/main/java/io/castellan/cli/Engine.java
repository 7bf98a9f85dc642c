package io.castellan.cli;

import io.castellan.cli.Ahead.Opened;
import io.castellan.cli.Loading.Loaded;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Environment;
import io.castellan.environment.Secrets;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaCluster;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.BaselineLoader;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.plan.PlanRequest;
import io.castellan.plan.Planned;
import io.castellan.plan.Planning;
import io.castellan.resource.Baselines;
import io.castellan.resource.Registry;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that planning one environment of a workspace needs, put together. */
final class Engine {
    private final Session session;
    private final Workspace workspace;
    private final Registry registry = Rooms.registry();
    private final Secrets secrets;
    private final Loading loading;
    private Optional<Connecting> connecting = Optional.empty();
    /** Of the baseline that was read last. */
    private final List<Problem> doubts = new ArrayList<>();

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

    /** A cluster that is read already, and where the ledger stood before that. */
    private record Connecting(Optional<String> ledgerHead, Ahead cluster) {}

    /** Loads what will be planned next; connects and begins to read the cluster meanwhile. */
    Loaded loadAndConnect(String environment, SourceFiles files) {
        try {
            return loading.load(environment, files, known -> connecting = Optional.of(connect(known)));
        } catch (RuntimeException e) {
            connecting.map(Connecting::cluster).ifPresent(Ahead::close);
            connecting = Optional.empty();
            throw e;
        }
    }

    private Connecting connect(Environment environment) {
        var head = ledger(environment.name()).flatMap(GitLedger::head);
        return new Connecting(head, Ahead.begin(() -> Opened.of(open(environment), registry)));
    }

    /** Reads the cluster with a principal that need not write. */
    Planned plan(Loaded loaded, Set<ResourceId> targets) {
        var begun = connecting.orElseGet(() -> connect(loaded.state().environment()));
        connecting = Optional.empty();
        try (var opened = begun.cluster().take()) {
            var clusterId = opened.cluster().view().id();
            return planning().plan(request(loaded, targets, clusterId, begun.ledgerHead()), opened.survey());
        }
    }

    /** What is live, without any plan. */
    World observe(Loaded loaded) {
        try (var access = open(loaded)) {
            var cluster = KafkaCluster.open(access);
            return planning().observe(request(loaded, Set.of(), cluster.view().id()), cluster);
        }
    }

    KafkaAccess open(Loaded loaded) {
        return open(loaded.state().environment());
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

    /** @param clusterId of the cluster as it was met: what was applied to another one is no baseline for it */
    PlanRequest request(Loaded loaded, Set<ResourceId> targets, String clusterId) {
        var head = ledger(loaded.state().environment().name()).flatMap(GitLedger::head);
        return request(loaded, targets, clusterId, head);
    }

    /** @param head taken before the entries and the cluster are read: what is recorded in between makes the plan stale */
    private PlanRequest request(Loaded loaded, Set<ResourceId> targets, String clusterId, Optional<String> head) {
        var environment = loaded.state().environment();
        var ledger = ledger(environment.name());
        return new PlanRequest(
                environment.name(),
                environment.clusterId(),
                environment.protection(),
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
        return new BaselineLoader(state -> loading.declaredAt(environment, state, doubts::add))
                .load(BaselineCommits.of(ledger.entries(), clusterId));
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

    /** The plan with what the reader must know of its state files and of its baseline. */
    Plan withWarnings(Plan plan, Loaded loaded) {
        var notes = new TreeSet<>(plan.notes());
        notes.addAll(loaded.warnings());
        notes.addAll(doubts);
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
