package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPropertiesTest {
    private static final Secrets SECRETS = new Secrets("admin-pass", "broker-pass");

    @Test
    void listenersAreOnTheLoopbackOnly() throws IOException {
        var properties = compose(SandboxSpec.of("dev").withBrokers(2), 2);

        assertThat(properties)
                .containsEntry("listeners", "CLIENT://127.0.0.1:21003,CONTROLLER://127.0.0.1:21004")
                .containsEntry("advertised.listeners", "CLIENT://127.0.0.1:21003")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:21002,2@127.0.0.1:21004")
                .containsEntry("node.id", "2")
                .containsEntry("process.roles", "broker,controller");
    }

    @Test
    void nothingIsAllowedWithoutAnAclAndNothingIsSpokenInTheClear() throws IOException {
        var properties = compose(SandboxSpec.of("dev"), 1);

        assertThat(properties)
                .doesNotContainKey("allow.everyone.if.no.acl.found")
                .containsEntry("super.users", "User:admin;User:broker")
                .containsEntry("listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        assertThat(properties.getProperty("listener.name.client.plain.sasl.jaas.config"))
                .contains("user_broker=\"broker-pass\"")
                .doesNotContain("admin");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 1", "3, 3, 2", "5, 3, 2"})
    void replicationFitsTheNumberOfBrokers(int brokers, String replicas, String inSync) throws IOException {
        var properties = compose(SandboxSpec.of("dev").withBrokers(brokers), 1);

        assertThat(properties)
                .containsEntry("default.replication.factor", replicas)
                .containsEntry("offsets.topic.replication.factor", replicas)
                .containsEntry("min.insync.replicas", inSync)
                .containsEntry("transaction.state.log.min.isr", inSync);
    }

    @Test
    void racksAreGivenInTurn() throws IOException {
        var spec = SandboxSpec.of("dev").withBrokers(3).withRacks(List.of("a", "b"));

        assertThat(compose(spec, 1)).containsEntry("broker.rack", "a");
        assertThat(compose(spec, 2)).containsEntry("broker.rack", "b");
        assertThat(compose(spec, 3)).containsEntry("broker.rack", "a");
        assertThat(compose(SandboxSpec.of("dev"), 1)).doesNotContainKey("broker.rack");
    }

    @Test
    void declaredSettingsGoBeforeTheSandboxesTaste() throws IOException {
        var spec = SandboxSpec.of("dev")
                .withBrokerConfig(Map.of("num.io.threads", "8", "odd", "back\\slash\nnext.line=injected"));

        assertThat(compose(spec, 1))
                .containsEntry("num.io.threads", "8")
                .containsEntry("odd", "back\\slash\nnext.line=injected")
                .doesNotContainKey("next.line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"listeners", "super.users", "node.id", "broker.rack", "log.dir", "log.dirs"})
    void settingsThatTheSandboxNeedsForItselfAreRefused(String key) {
        var spec = SandboxSpec.of("dev").withBrokerConfig(Map.of(key, "x"));

        assertThatThrownBy(() -> compose(spec, 1))
                .hasMessageContaining("CAS-SANDBOX-015")
                .hasMessageContaining(key);
    }

    private static Properties compose(SandboxSpec spec, int id) throws IOException {
        var nodes = java.util.stream.IntStream.rangeClosed(1, spec.brokers())
                .mapToObj(node -> new NodeSpot(node, "4.4.0", rack(spec, node), 20999 + 2 * node, 21000 + 2 * node))
                .toList();
        var properties = new Properties();
        properties.load(
                new StringReader(ServerProperties.compose(spec, nodes, nodes.get(id - 1), Path.of("/data"), SECRETS)));
        return properties;
    }

    private static Optional<String> rack(SandboxSpec spec, int node) {
        return spec.rackOf(node);
    }
}
