package io.castellan.resource.topic;

import io.castellan.model.Baseline;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Mirroring;
import io.castellan.model.Observed;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.resource.Baselines;
import io.castellan.resource.ClusterView;
import io.castellan.resource.Declarations;
import io.castellan.resource.KindKey;
import io.castellan.resource.World;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A small world of topics: what is declared, what was, what is live. */
final class Scene implements World {
    /** What topics of this world inherit. */
    static final Map<String, String> INHERITED = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "604800000",
            "retention.bytes", "-1",
            "min.insync.replicas", "1",
            "segment.ms", "604800000",
            "max.message.bytes", "1048588",
            "min.compaction.lag.ms", "0",
            "max.compaction.lag.ms", "9223372036854775807",
            "remote.storage.enable", "false",
            "unclean.leader.election.enable", "false");

    private final TopicKind kind = new TopicKind();
    private Files desired = new Files();
    private Files applied = new Files();
    private Files attempted = new Files();
    private final Map<ResourceId, Observed<TopicState>> observed = new TreeMap<>();
    private final Map<ResourceId, List<Fact>> facts = new HashMap<>();
    private Protection protection = Protection.DEFAULT;
    private Optional<Mirroring> mirrored = Optional.empty();
    private int brokers = 3;

    Scene desired(String... lines) {
        desired = new Files().topics(lines);
        return this;
    }

    Scene desired(Files files) {
        desired = files;
        return this;
    }

    Scene applied(String... lines) {
        applied = new Files().topics(lines);
        return this;
    }

    Scene applied(Files files) {
        applied = files;
        return this;
    }

    Scene attempted(String... lines) {
        attempted = new Files().topics(lines);
        return this;
    }

    Scene live(TopicState state) {
        observed.put(TopicRoom.KEY.id(state.name()), Observed.present(state));
        return this;
    }

    Scene live(String name, int partitions, int replicas, String... overrides) {
        return live(topic(name, partitions, replicas, overrides));
    }

    static TopicState topic(String name, int partitions, int replicas, String... overrides) {
        var settings = new HashMap<String, String>();
        for (int i = 0; i < overrides.length; i += 2) {
            settings.put(overrides[i], overrides[i + 1]);
        }
        return topic(name, "uuid-of-" + name, partitions, replicas, settings);
    }

    static TopicState topic(String name, String uuid, int partitions, int replicas, Map<String, String> overrides) {
        var brokers = IntStream.rangeClosed(1, replicas).boxed().toList();
        return new TopicState(
                name,
                uuid,
                IntStream.range(0, partitions).mapToObj(partition -> brokers).toList(),
                Set.of(),
                false,
                overrides,
                INHERITED);
    }

    /** Everything of these facets is mirrored from prod. */
    Scene mirrored(String... facets) {
        return mirrored(new Mirroring("prod", Set.of(facets), List.of(), List.of()));
    }

    Scene mirrored(Mirroring all) {
        mirrored = Optional.of(all);
        return this;
    }

    Scene unreadable(String name) {
        observed.put(TopicRoom.KEY.id(name), Observed.unreadable("not authorized"));
        return this;
    }

    Scene protection(Protection value) {
        protection = value;
        return this;
    }

    Scene brokers(int count) {
        brokers = count;
        return this;
    }

    Scene facts(String name, Fact... several) {
        facts.put(TopicRoom.KEY.id(name), List.of(several));
        return this;
    }

    List<Difference> compare(String name) {
        var id = TopicRoom.KEY.id(name);
        return kind.compare(
                new Triple<>(
                        id,
                        Optional.ofNullable(desired(TopicRoom.KEY).get(id)),
                        baseline(TopicRoom.KEY).getOrDefault(id, Baseline.none()),
                        observed.getOrDefault(id, Observed.missing())),
                this);
    }

    Difference only(String name) {
        var differences = compare(name);
        if (differences.size() != 1) {
            throw new AssertionError("not one difference: " + differences);
        }
        return differences.get(0);
    }

    List<Step> steps(String... names) {
        var planned = Arrays.stream(names)
                .flatMap(name -> compare(name).stream())
                .filter(difference -> difference.disposition().isPlanned())
                .map(difference -> Change.of(difference, new Target("test", "cluster")))
                .toList();
        return new TopicPlanner().steps(planned, this);
    }

    @Override
    public Instant now() {
        return Files.NOW;
    }

    @Override
    public Optional<Mirroring> mirrored() {
        return mirrored;
    }

    @Override
    public Protection protection() {
        return protection;
    }

    @Override
    public ClusterView cluster() {
        return new ClusterView(
                "cluster",
                IntStream.rangeClosed(1, brokers)
                        .mapToObj(id -> new ClusterView.Broker(id, Optional.empty()))
                        .toList(),
                ClusterView.Inventory.proved());
    }

    @Override
    public <D> Map<ResourceId, Declared<D>> desired(KindKey<D, ?> key) {
        return Declarations.of(desired.declared().values()).of(key);
    }

    @Override
    public <D> Map<ResourceId, Baseline<D>> baseline(KindKey<D, ?> key) {
        return new Baselines(
                        true,
                        Declarations.of(applied.declared().values()),
                        List.of(Declarations.of(attempted.declared().values())))
                .of(key);
    }

    @Override
    @SuppressWarnings("unchecked") // there are only topics here
    public <O> Map<ResourceId, Observed<O>> observed(KindKey<?, O> key) {
        return (Map<ResourceId, Observed<O>>) (Map<?, ?>) observed;
    }

    @Override
    public Map<String, Value> about(KindKey<?, ?> kind) {
        return Map.of();
    }

    @Override
    public <V> Collection<V> observedAs(Class<V> view) {
        return observed.values().stream()
                .flatMap(one -> one.found().stream())
                .filter(view::isInstance)
                .map(view::cast)
                .toList();
    }

    @Override
    public <V> Collection<V> desiredAs(Class<V> view) {
        return List.of();
    }

    @Override
    public List<Fact> facts(ResourceId id) {
        return facts.getOrDefault(id, List.of());
    }
}
