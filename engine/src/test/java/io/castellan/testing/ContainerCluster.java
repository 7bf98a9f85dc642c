package io.castellan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** One broker in a container of Kafka's own image, set up like the sandbox's. Its super user comes by PLAIN. */
final class ContainerCluster extends SaslCluster {
    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.4.0");
    private static final String SETTINGS = "/mnt/shared/config/server.properties";
    private static final int PORT = 9092;
    private static final String PASSWORD = "admin-secret";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
            + ADMIN + "\" password=\"" + PASSWORD + "\"";

    private final GenericContainer<?> container;

    private ContainerCluster(GenericContainer<?> container, String bootstrapServers) {
        super(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                PLAIN + ";"));
        this.container = container;
    }

    /** The broker must advertise its port before the engine gives it one, so a free one is chosen here. */
    static ContainerCluster start() {
        var port = freePort();
        var address = DockerClientFactory.instance().dockerHostIpAddress() + ":" + port;
        @SuppressWarnings("resource") // closed with the cluster
        var container = new GenericContainer<>(IMAGE)
                .withCopyToContainer(Transferable.of(serverProperties("0.0.0.0", PORT, address)), SETTINGS)
                .withExposedPorts(PORT)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + PORT));
        container.start();
        return new ContainerCluster(container, address);
    }

    static String serverProperties(String host, int port, String advertised) {
        return """
                node.id=1
                process.roles=broker,controller
                controller.quorum.voters=1@localhost:%2$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=CLIENT
                listeners=CLIENT://%1$s:%3$d,CONTROLLER://localhost:%2$d
                advertised.listeners=CLIENT://%4$s
                listener.security.protocol.map=CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
                sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
                sasl.mechanism.inter.broker.protocol=PLAIN
                listener.name.client.plain.sasl.jaas.config=%5$s user_%6$s="%7$s";
                listener.name.client.scram-sha-256.sasl.jaas.config=%8$s
                listener.name.client.scram-sha-512.sasl.jaas.config=%8$s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:%6$s;User:ANONYMOUS
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                controller.quorum.append.linger.ms=1
                """.formatted(
                        host,
                        port + 1,
                        port,
                        advertised,
                        PLAIN,
                        ADMIN,
                        PASSWORD,
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        super.close();
        container.stop();
    }
}
