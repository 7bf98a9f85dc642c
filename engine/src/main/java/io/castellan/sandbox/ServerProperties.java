package io.castellan.sandbox;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Composes a node's {@code server.properties}. Pure; the text holds passwords. */
final class ServerProperties {
    /** Overridable settings: one small, quick broker that refuses what a careful production broker refuses. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("log.cleaner.io.buffer.size", "65536"),
            Map.entry("num.io.threads", "2"),
            Map.entry("num.network.threads", "1"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("queued.max.requests", "50"),
            Map.entry("socket.send.buffer.bytes", "65536"),
            Map.entry("socket.receive.buffer.bytes", "65536"),
            Map.entry("offsets.load.buffer.size", "262144"),
            Map.entry("offsets.topic.num.partitions", "3"),
            Map.entry("offsets.topic.segment.bytes", "10485760"),
            Map.entry("transaction.state.log.num.partitions", "3"),
            Map.entry("transaction.state.log.load.buffer.size", "262144"),
            Map.entry("transaction.state.log.segment.bytes", "10485760"),
            Map.entry("share.coordinator.state.topic.num.partitions", "3"),
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("controller.quorum.append.linger.ms", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("delete.topic.enable", "true"));

    private static final int REPLICAS = 3;

    private ServerProperties() {}

    /**
     * @param all every node of the cluster
     * @param data the node's log directory
     * @throws Failure when the spec sets a key that the sandbox needs for itself
     */
    static String compose(SandboxSpec spec, List<NodeSpot> all, NodeSpot node, Path data, Secrets secrets) {
        var settings = new TreeMap<>(SMALL);
        settings.putAll(replication(spec.brokers()));
        settings.putAll(spec.brokerConfig());
        var own = new TreeMap<>(identity(all, node, data));
        own.putAll(security(secrets));
        refuseReserved(spec, own);
        settings.putAll(own);
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + escape(setting.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> replication(int brokers) {
        var replicas = String.valueOf(Math.min(REPLICAS, brokers));
        var inSync = brokers >= REPLICAS ? "2" : "1";
        return Map.of(
                "default.replication.factor", replicas,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", inSync,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", inSync);
    }

    private static Map<String, String> identity(List<NodeSpot> all, NodeSpot node, Path data) {
        var settings = new TreeMap<String, String>();
        settings.put("node.id", String.valueOf(node.id()));
        settings.put("process.roles", "broker,controller");
        settings.put("log.dirs", data.toString());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put(
                "listeners", "CLIENT://127.0.0.1:" + node.port() + ",CONTROLLER://127.0.0.1:" + node.controllerPort());
        settings.put("advertised.listeners", "CLIENT://127.0.0.1:" + node.port());
        settings.put(
                "controller.quorum.voters",
                all.stream()
                        .map(voter -> voter.id() + "@127.0.0.1:" + voter.controllerPort())
                        .collect(Collectors.joining(",")));
        node.rack().ifPresent(rack -> settings.put("broker.rack", rack));
        return settings;
    }

    private static Map<String, String> security(Secrets secrets) {
        var scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
        var plain = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + Secrets.BROKER
                + "\" password=\"" + secrets.broker() + "\" user_" + Secrets.BROKER + "=\"" + secrets.broker() + "\";";
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
                Map.entry("listener.name.client.plain.sasl.jaas.config", plain),
                Map.entry("listener.name.client.scram-sha-256.sasl.jaas.config", scram),
                Map.entry("listener.name.client.scram-sha-512.sasl.jaas.config", scram),
                Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("listener.name.controller.plain.sasl.jaas.config", plain),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:" + Secrets.ADMIN + ";User:" + Secrets.BROKER));
    }

    private static void refuseReserved(SandboxSpec spec, Map<String, String> own) {
        var reserved = spec.brokerConfig().keySet().stream()
                .filter(key -> own.containsKey(key)
                        || key.equals("broker.rack")
                        || key.equals("log.dir")
                        || key.equals("metadata.log.dir"))
                .toList();
        if (!reserved.isEmpty()) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                                    SandboxCodes.SETTING_RESERVED,
                                    "sandbox '" + spec.name() + "' sets " + String.join(", ", reserved)
                                            + " itself: they cannot be declared for it")
                            .withHint("leave them out; racks are declared as 'sandbox.racks'"));
        }
    }

    /** Property files read a backslash as an escape; line ends would begin a new setting. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
