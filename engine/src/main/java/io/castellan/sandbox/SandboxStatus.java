package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands in a sandbox's folder and which of its processes live. Holds no secrets.
 *
 * @param bootstrapServers the client listeners of all nodes, as Kafka's clients want them
 * @param nodes in order of their ids
 */
public record SandboxStatus(
        String name, String kafkaVersion, String clusterId, String bootstrapServers, List<Node> nodes) {
    public SandboxStatus {
        requireNonNull(name, "name");
        requireNonNull(kafkaVersion, "kafkaVersion");
        requireNonNull(clusterId, "clusterId");
        requireNonNull(bootstrapServers, "bootstrapServers");
        nodes = List.copyOf(nodes);
    }

    /**
     * @param port of the client listener on 127.0.0.1
     * @param controllerPort of the controller listener on 127.0.0.1
     * @param pid of the live process
     * @param log what the process printed, all starts one after another
     */
    public record Node(
            int id,
            NodeState state,
            int port,
            int controllerPort,
            OptionalLong pid,
            Optional<String> rack,
            String kafkaVersion,
            Path log) {
        public Node {
            requireNonNull(state, "state");
            requireNonNull(pid, "pid");
            requireNonNull(rack, "rack");
            requireNonNull(kafkaVersion, "kafkaVersion");
            requireNonNull(log, "log");
        }
    }

    /** Every node has a live process that is not frozen. */
    public boolean allRunning() {
        return nodes.stream().allMatch(node -> node.state() == NodeState.RUNNING);
    }

    /** Some node has a live process. */
    public boolean anyAlive() {
        return nodes.stream().anyMatch(node -> node.pid().isPresent());
    }

    public Node node(int id) {
        return nodes.stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("node " + id));
    }
}
