package io.castellan.kafka;

import io.castellan.resource.Cluster;
import io.castellan.resource.ClusterView;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** A cluster that is reached through one {@link KafkaAccess}. */
public final class KafkaCluster implements Cluster {
    private final KafkaAccess access;
    private final ClusterView view;

    private KafkaCluster(KafkaAccess access, ClusterView view) {
        this.access = access;
        this.view = view;
    }

    /**
     * Looks who the cluster is and what can be seen of it.
     *
     * @throws io.castellan.diagnostics.Failure UNREACHABLE when no broker answers or lets us in
     */
    public static KafkaCluster open(KafkaAccess access) {
        var info = access.connect();
        var brokers = info.brokers().stream()
                .map(node -> new ClusterView.Broker(node.id(), Optional.ofNullable(node.rack())))
                .toList();
        return new KafkaCluster(
                access, new ClusterView(info.id(), brokers, inventory(new RightsReader(access, new Random()).read())));
    }

    private static ClusterView.Inventory inventory(Rights rights) {
        return rights.topics()
                .fold(
                        how -> ClusterView.Inventory.proved(),
                        ClusterView.Inventory::unproved,
                        ClusterView.Inventory::unproved);
    }

    @Override
    public ClusterView view() {
        return view;
    }

    @Override
    public <T> T access(Class<T> type) {
        Objects.requireNonNull(type, "type");
        if (!type.equals(KafkaAccess.class)) {
            throw new IllegalArgumentException("a Kafka cluster has no " + type.getName());
        }
        return type.cast(access);
    }
}
