package io.castellan.kafka;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Which cluster answers.
 *
 * @param brokers the live ones as the answering broker knows them, by id; a broker that just stopped may still be listed
 * @param controller the broker that Kafka names as controller; in a cluster with its own controllers any live broker
 * @param operations what our principal may do with the cluster as a whole; empty when it may not even describe it
 */
public record ClusterInfo(String id, List<Node> brokers, Optional<Node> controller, Set<AclOperation> operations) {
    public ClusterInfo {
        Objects.requireNonNull(id, "id");
        brokers = brokers.stream()
                .sorted((one, other) -> Integer.compare(one.id(), other.id()))
                .toList();
        Objects.requireNonNull(controller, "controller");
        operations = Set.copyOf(operations);
    }
}
