package io.castellan.resource.broker;

import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.ResourceId;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.view.FeatureView;
import io.castellan.resource.view.TopicView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The nodes and topics that a setting of one resource concerns: of all brokers together, or of one node. */
final class Situation {
    private static final String ELIGIBLE_REPLICAS = "eligible.leader.replicas.version";

    private final World world;
    private final ResourceId id;
    private final List<NodeState> nodes;

    Situation(World world, ResourceId id) {
        this.world = world;
        this.id = id;
        this.nodes = LiveBrokers.found(world.observed(BrokerRoom.NODE).values()).stream()
                .filter(node -> ofCluster() || id.name().equals(String.valueOf(node.id())))
                .toList();
    }

    boolean ofCluster() {
        return id.equals(BrokerRoom.ALL);
    }

    Layers.Level level() {
        return ofCluster() ? Layers.Level.CLUSTER : Layers.Level.NODE;
    }

    /** Those that could be read. */
    List<NodeState> nodes() {
        return nodes;
    }

    /** The nodes whose value moves with this resource's. */
    List<NodeState> followers(String key) {
        return nodes.stream()
                .filter(node -> !ofCluster() || !node.own().settings().containsKey(key))
                .toList();
    }

    /** What the followers say now, each value once. */
    Set<String> now(String key) {
        return followers(key).stream()
                .flatMap(node -> node.layers(key).effective().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What holds on a node afterwards. */
    Optional<String> after(NodeState node, String key, Optional<String> value) {
        return node.layers(key).with(level(), value);
    }

    /** Nodes with a value of their own that nothing declares, so that it stays. */
    List<NodeState> strangers(String key) {
        return nodes.stream()
                .filter(node -> node.own().settings().containsKey(key) && !isOurs(node, key))
                .toList();
    }

    private boolean isOurs(NodeState node, String key) {
        var name = BrokerRoom.NODE.id(String.valueOf(node.id()));
        return declared(node).containsKey(key)
                || Optional.ofNullable(world.baseline(BrokerRoom.NODE).get(name)).stream()
                        .flatMap(baseline -> baseline.all())
                        .anyMatch(one -> one.spec().config().settings().containsKey(key));
    }

    /** What a node shall have of its own. */
    Map<String, String> declared(NodeState node) {
        var name = BrokerRoom.NODE.id(String.valueOf(node.id()));
        return Optional.ofNullable(world.desired(BrokerRoom.NODE).get(name))
                .map(one -> one.spec().config().values())
                .orElse(Map.of());
    }

    /** Whether each node that could be read has a value of its own and shall keep one. */
    boolean isOverriddenEverywhere(String key) {
        return ofCluster()
                && !nodes.isEmpty()
                && nodes.stream().allMatch(node -> declared(node).containsKey(key));
    }

    /** Whether this key is declared, for all brokers or for one of these nodes. */
    boolean isDeclared(String key) {
        var forAll = Optional.ofNullable(world.desired(BrokerRoom.CLUSTER).get(BrokerRoom.ALL))
                .map(one -> one.spec())
                .orElse(new KeyedSpec(Map.of()));
        return forAll.settings().containsKey(key)
                || nodes.stream().anyMatch(node -> declared(node).containsKey(key));
    }

    /** The settings of topics that take their value from this key. */
    static List<Setting> heirs(String key) {
        return Catalogue.topic().inheriting(key);
    }

    /** Topics on these nodes that have no value of their own; the lock's, which holds nothing, left out. */
    List<TopicView> topics(Setting heir) {
        var ids = nodes.stream().map(NodeState::id).collect(Collectors.toSet());
        return world.observedAs(TopicView.class).stream()
                .filter(topic -> !topic.overrides().containsKey(heir.key())
                        && !topic.name().equals(LockSettings.NAME))
                .filter(topic -> ofCluster()
                        || topic.replicas().stream()
                                .anyMatch(replicas -> replicas.stream().anyMatch(ids::contains)))
                .toList();
    }

    /** Whether every topic can be seen. */
    boolean seesAllTopics() {
        return world.cluster().inventory().complete();
    }

    /** Whether the controller remembers eligible replicas, which fixes min.insync.replicas to the whole cluster. */
    boolean remembersReplicas() {
        return world.observedAs(FeatureView.class).stream()
                .anyMatch(feature -> feature.name().equals(ELIGIBLE_REPLICAS) && feature.level() > 0);
    }
}
