package io.castellan.resource.broker;

import io.castellan.model.ResourceId;
import io.castellan.resource.KindKey;
import io.castellan.resource.Pause;
import io.castellan.resource.Room;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import java.util.List;

/** Brokers' settings. */
public final class BrokerRoom {
    static final KindKey<KeyedSpec, KeyedState> CLUSTER =
            new KindKey<>("brokers", "broker settings", KeyedSpec.class, KeyedState.class);
    /** The one resource of its kind. */
    static final ResourceId ALL = CLUSTER.id("cluster");

    static final KindKey<NodeSpec, NodeState> NODE = new KindKey<>("node", "nodes", NodeSpec.class, NodeState.class);

    private BrokerRoom() {}

    /**
     * The sections {@code brokers} and {@code nodes}, the kinds {@code brokers} and {@code node}, and the steps
     * {@code brokers.config} and {@code node.config}.
     */
    public static Room room() {
        return new Room(
                List.of(new BrokersSection(), new NodesSection()),
                List.of(new BrokersKind(), new NodeKind()),
                List.of(new BrokerPlanner()),
                List.of(BrokerExecutor.ofCluster(Pause.REAL), BrokerExecutor.ofNodes(Pause.REAL)),
                List.of(new BrokersCaptor(), new NodesCaptor()));
    }
}
