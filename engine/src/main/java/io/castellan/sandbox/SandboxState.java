package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was built, kept in {@code sandbox.properties}: everything that a later command must know without the spec.
 *
 * @param kafkaVersion as declared when it was built; each node has its own
 */
record SandboxState(String name, String kafkaVersion, String clusterId, int heapMegabytes, List<NodeSpot> nodes) {
    private static final String FORMAT = "castellan/sandbox/v1";

    SandboxState {
        requireNonNull(name, "name");
        requireNonNull(kafkaVersion, "kafkaVersion");
        requireNonNull(clusterId, "clusterId");
        nodes = List.copyOf(nodes);
    }

    List<Integer> ids() {
        return nodes.stream().map(NodeSpot::id).toList();
    }

    String bootstrapServers() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    NodeSpot node(int id) {
        return nodes.stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        ExitCode.INPUT,
                        Problem.error(
                                SandboxCodes.NODE_UNKNOWN,
                                "sandbox '" + name + "' has no node " + id + "; its nodes are 1 to " + nodes.size())));
    }

    /** Client properties of the super user. They hold its password. */
    Map<String, String> adminProperties(SandboxFolder folder) {
        var secrets = folder.readSecrets()
                .orElseThrow(() -> unreadable(Place.whole(folder.home().toString()), "has lost its secrets"));
        return Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + Secrets.ADMIN
                        + "\" password=\"" + secrets.admin() + "\";");
    }

    SandboxState withNodes(List<NodeSpot> newNodes) {
        return new SandboxState(name, kafkaVersion, clusterId, heapMegabytes, newNodes);
    }

    Properties toProperties() {
        var stored = new Properties();
        stored.setProperty("format", FORMAT);
        stored.setProperty("name", name);
        stored.setProperty("kafka.version", kafkaVersion);
        stored.setProperty("cluster.id", clusterId);
        stored.setProperty("heap.megabytes", String.valueOf(heapMegabytes));
        stored.setProperty("nodes", String.valueOf(nodes.size()));
        for (var node : nodes) {
            var prefix = "node." + node.id() + ".";
            stored.setProperty(prefix + "kafka.version", node.kafkaVersion());
            node.rack().ifPresent(rack -> stored.setProperty(prefix + "rack", rack));
            stored.setProperty(prefix + "port", String.valueOf(node.port()));
            stored.setProperty(prefix + "controller.port", String.valueOf(node.controllerPort()));
        }
        return stored;
    }

    static SandboxState from(Properties stored, Place file) {
        if (!FORMAT.equals(stored.getProperty("format"))) {
            throw unreadable(
                    file, "has the format '" + stored.getProperty("format", "") + "', only " + FORMAT + " is known");
        }
        try {
            return new SandboxState(
                    text(stored, "name"),
                    text(stored, "kafka.version"),
                    text(stored, "cluster.id"),
                    whole(stored, "heap.megabytes"),
                    IntStream.rangeClosed(1, whole(stored, "nodes"))
                            .mapToObj(id -> new NodeSpot(
                                    id,
                                    text(stored, "node." + id + ".kafka.version"),
                                    Optional.ofNullable(stored.getProperty("node." + id + ".rack")),
                                    whole(stored, "node." + id + ".port"),
                                    whole(stored, "node." + id + ".controller.port")))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw unreadable(file, "is damaged: " + e.getMessage());
        }
    }

    private static String text(Properties stored, String key) {
        var value = stored.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static int whole(Properties stored, String key) {
        return Integer.parseInt(text(stored, key));
    }

    private static Failure unreadable(Place file, String why) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(SandboxCodes.FOLDER_UNREADABLE, file, why)
                        .withHint("use the Castellan that made it, or remove the sandbox's folder when none of its"
                                + " brokers runs"));
    }
}
