package io.castellan.testing;

import io.castellan.apply.Apply;
import io.castellan.apply.ApplyListener;
import io.castellan.apply.ApplyReport;
import io.castellan.apply.ApplyRequest;
import io.castellan.apply.ApplySettings;
import io.castellan.apply.Consent;
import io.castellan.apply.Hold;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.gate.Authority;
import io.castellan.gate.Gates;
import io.castellan.kafka.CallListener;
import io.castellan.kafka.CallSettings;
import io.castellan.kafka.ClientProperties;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaCluster;
import io.castellan.kafka.TimeSource;
import io.castellan.ledger.BaselineCommits;
import io.castellan.ledger.BaselineLoader;
import io.castellan.ledger.InMemoryLedger;
import io.castellan.model.Change;
import io.castellan.model.Intent;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.plan.PlanRequest;
import io.castellan.plan.Planning;
import io.castellan.resource.Baselines;
import io.castellan.resource.Budget;
import io.castellan.resource.Cluster;
import io.castellan.resource.Pause;
import io.castellan.resource.Registry;
import io.castellan.resource.Room;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rooms at work on a real cluster: state files are read, planned and applied as the product does it, with commits and a ledger in
 * memory and without a lock. Deletions are not capped unless the test says so.
 */
public final class RoomBench implements AutoCloseable {
    private static final String PROTECTION = "protection: {maxDeletes: 1000, maxDeleteShare: 100%}\n";

    private final Registry registry;
    private final KafkaAccess access;
    private final InMemoryLedger ledger = new InMemoryLedger("test");
    private final Map<String, State> commits = new LinkedHashMap<>();
    private String environment = PROTECTION;
    private Optional<Cluster> opened = Optional.empty();
    private ApplyListener listener = new ApplyListener() {};
    private Clock clock = Clock.systemUTC();

    /** @param client properties of the principal who plans and applies */
    public RoomBench(Map<String, Object> client, Room... rooms) {
        registry = new Registry(List.of(rooms));
        var settings = new CallSettings(
                Duration.ofSeconds(20),
                Duration.ofSeconds(12),
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1));
        access = new KafkaAccess(new ClientProperties(client), settings, TimeSource.system(), CallListener.silent());
    }

    /** Further lines of environment.yaml for the commits that follow. */
    public RoomBench environment(String yaml) {
        environment = (yaml.contains("protection:") ? "" : PROTECTION) + yaml;
        return this;
    }

    public RoomBench listener(ApplyListener value) {
        listener = value;
        return this;
    }

    public RoomBench clock(Clock value) {
        clock = value;
        return this;
    }

    /** Declares what the state file says, from now on. */
    public RoomBench commit(String yaml) {
        var problems = new Problems();
        var files = new SourceFiles(
                Map.of(
                        "test/environment.yaml",
                        utf8("environment: test\ncluster: {bootstrapServers: [ignored:9092]}\n" + environment),
                        "test/state.yaml",
                        utf8(yaml)),
                Origin.folder());
        var state =
                new StateLoader(registry, (schema, node, found) -> {}).load("test", files, clock.instant(), problems);
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(
                    problems.sorted().stream().filter(Problem::isError).toList().toString());
        }
        commits.put("commit-" + (commits.size() + 1), state.orElseThrow());
        return this;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public Plan plan(ResourceId... targets) {
        return planning().plan(request(targets), cluster()).plan();
    }

    /** Plans and applies. */
    public ApplyReport apply(ResourceId... targets) {
        return apply(plan(targets), targets);
    }

    /** Applies a plan that was made before. */
    public ApplyReport apply(Plan agreed, ResourceId... targets) {
        var apply = new Apply(
                registry,
                planning(),
                ledger,
                new Gates(List.of(), clock, Pause.REAL, line -> {}),
                reference -> "secret of the bench".toCharArray(),
                clock,
                Pause.REAL,
                ApplySettings.DEFAULT,
                listener,
                () -> false);
        return apply.run(
                new ApplyRequest(
                        request(targets),
                        Consent.given(agreed),
                        new Intent.StateCommit(head(), "tree-of-" + head(), false),
                        new Intent.Executor("tester", "local"),
                        Authority.none(),
                        "castellan test"),
                cluster(),
                new FreeHold());
    }

    /** What the plan says of these resources, in its order. */
    public static List<Change> of(Plan plan, String prefix) {
        return plan.changes().stream()
                .filter(change -> change.id().name().startsWith(prefix))
                .toList();
    }

    public KafkaAccess access() {
        return access;
    }

    /** As it was when first asked for, or at the last {@link #reopen}. */
    public Cluster cluster() {
        return opened.orElseGet(this::reopen);
    }

    /** Looks again who the cluster is, which brokers are alive, and what can be seen. */
    public Cluster reopen() {
        var cluster = KafkaCluster.open(access);
        opened = Optional.of(cluster);
        return cluster;
    }

    private Planning planning() {
        return new Planning(registry, clock, "castellan test");
    }

    private String head() {
        return "commit-" + commits.size();
    }

    private PlanRequest request(ResourceId... targets) {
        var state = Optional.ofNullable(commits.get(head())).orElseThrow();
        return new PlanRequest(
                "test",
                Optional.empty(),
                state.environment().protection(),
                state.environment().mirrored(),
                state.declarations(),
                baselines(),
                Origin.folder().withLedgerHead(ledger.head()),
                Set.of(targets));
    }

    private Baselines baselines() {
        return new BaselineLoader(applied -> Optional.ofNullable(
                                commits.get(applied.state().commit()))
                        .orElseThrow()
                        .declarations())
                .load(BaselineCommits.of(ledger.entries(), cluster().view().id()));
    }

    @Override
    public void close() {
        access.close();
    }

    /** Nobody else wants this cluster. */
    private static final class FreeHold implements Hold {
        @Override
        public Budget prove() {
            return Budget.of(Duration.ofSeconds(20));
        }

        @Override
        public void close() {}
    }
}
