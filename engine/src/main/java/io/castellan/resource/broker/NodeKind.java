package io.castellan.resource.broker;

import io.castellan.kafka.KafkaAccess;
import io.castellan.model.Baseline;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.model.Verb;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kind {@code node}: one broker. What runs no broker answers nobody, and is left alone. */
final class NodeKind implements ResourceKind<NodeSpec, NodeState> {
    private static final String NOT_LIVE = "it is not among the live brokers";

    @Override
    public KindKey<NodeSpec, NodeState> key() {
        return BrokerRoom.NODE;
    }

    @Override
    public boolean deletionsCapped() {
        return false;
    }

    @Override
    public Reading<NodeState> read(Scope<NodeSpec> scope, Cluster cluster) {
        return begin(cluster).finish(scope);
    }

    @Override
    public Begun<NodeSpec, NodeState> begin(Cluster cluster) {
        var ids = cluster.view().brokers().stream().map(broker -> broker.id()).toList();
        var live = LiveBrokers.nodes(cluster.access(KafkaAccess.class).reads(), ids);
        return scope -> {
            var observed = new TreeMap<ResourceId, Observed<NodeState>>();
            scope.named().forEach(id -> observed.put(id, silent(id, scope)));
            live.forEach((id, node) -> observed.put(BrokerRoom.NODE.id(String.valueOf(id)), node));
            return Reading.complete(observed);
        };
    }

    /** A declared broker that is not there cannot be asked. */
    private static Observed<NodeState> silent(ResourceId id, Scope<NodeSpec> scope) {
        return Optional.ofNullable(scope.desired().get(id))
                        .filter(one -> !one.spec().isControllerOnly())
                        .isPresent()
                ? Observed.unreadable(NOT_LIVE)
                : Observed.missing();
    }

    @Override
    public List<Difference> compare(Triple<NodeSpec, NodeState> triple, World world) {
        var node = triple.observed().found();
        if (node.isEmpty()) {
            return triple.desired().isPresent() ? controllerOnly(triple) : gone(triple);
        }
        boolean strange = triple.desired().isEmpty() && triple.baseline().isEmpty();
        if (strange && node.get().own().settings().isEmpty()) {
            return world.desired(BrokerRoom.NODE).isEmpty()
                    ? List.of()
                    : List.of(Difference.of(triple.id(), Verb.NONE)
                            .disposition(Disposition.UNMANAGED)
                            .build());
        }
        return BrokersKind.compare(
                new Triple<>(
                        triple.id(),
                        triple.desired().map(NodeKind::keyed),
                        new Baseline<>(
                                triple.baseline().applied().map(NodeKind::keyed),
                                triple.baseline().attempted().stream()
                                        .map(NodeKind::keyed)
                                        .toList()),
                        Observed.present(new KeyedState(live(triple.desired(), node.get())))),
                new Situation(world, triple.id()),
                world);
    }

    /** Kafka keeps the settings of a broker that left: they are unset when it comes back. */
    private static List<Difference> gone(Triple<NodeSpec, NodeState> triple) {
        boolean pending = triple.baseline()
                .all()
                .anyMatch(one -> !one.spec().config().settings().isEmpty());
        return pending
                ? List.of(Difference.of(triple.id(), Verb.UPDATE)
                        .disposition(new Disposition.Deferred(
                                BrokerCodes.NODE_GONE.toString(),
                                NOT_LIVE + ", and what it had of its own is unset when it comes back",
                                Optional.empty()))
                        .provenance(new Provenance(Optional.empty(), Cause.WITHDRAWN, List.of()))
                        .build())
                : List.of();
    }

    /** Its settings are in its own file, whatever is declared. */
    private static List<Difference> controllerOnly(Triple<NodeSpec, NodeState> triple) {
        return triple
                .desired()
                .filter(one -> !one.spec().config().settings().isEmpty())
                .map(one -> Difference.of(triple.id(), Verb.UPDATE)
                        .disposition(Disposition.refused(
                                BrokerCodes.TOPOLOGY,
                                "settings of a node that is a controller only are not supported yet",
                                "set them in the node's own file"))
                        .provenance(one.at())
                        .build())
                .stream()
                .toList();
    }

    private static Declared<KeyedSpec> keyed(Declared<NodeSpec> node) {
        var settings = new HashMap<>(node.spec().config().settings());
        settings.putAll(node.spec().topology().settings());
        return new Declared<>(node.id(), new KeyedSpec(settings), node.at(), node.unit());
    }

    /** Its own settings, and what of its topology is declared. */
    private static Map<String, String> live(Optional<Declared<NodeSpec>> desired, NodeState node) {
        var live = new HashMap<>(node.own().settings());
        desired.ifPresent(one -> one.spec()
                .topology()
                .settings()
                .keySet()
                .forEach(
                        key -> Optional.ofNullable(node.topology().get(key)).ifPresent(value -> live.put(key, value))));
        return live;
    }

    @Override
    public Map<ResourceId, List<Fact>> measure(Collection<Difference> differences, World world, Cluster cluster) {
        return BrokersKind.measured(differences, world, cluster);
    }
}
