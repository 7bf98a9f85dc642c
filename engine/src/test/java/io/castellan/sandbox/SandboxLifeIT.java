package io.castellan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.testing.TestSandboxes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One-node sandboxes from birth to death. */
class SandboxLifeIT {
    private static final SandboxSpec SPEC = SandboxSpec.of("life");

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Path home = TestSandboxes.home("life");
    private final Sandbox sandbox = Sandbox.in(home, JarSource.locked(), said::add);

    @AfterEach
    void wipe() {
        sandbox.wipe();
        assertThat(home).doesNotExist();
    }

    @Test
    void dataAddressAndIdentityAreKeptUntilWiped() throws Exception {
        // given
        var first = sandbox.up(SPEC);
        createTopic("kept");

        // when brought up again, then nothing is started
        said.clear();
        assertThat(sandbox.up(SPEC)).isEqualTo(first);
        assertThat(said).containsExactly("sandbox 'life' is already running at " + first.bootstrapServers());

        // when stopped
        sandbox.down();
        var stopped = sandbox.status().orElseThrow();
        assertThat(stopped.anyAlive()).isFalse();
        assertThat(stopped.node(1).state()).isEqualTo(NodeState.STOPPED);
        sandbox.down();
        assertThat(said).last().isEqualTo("sandbox 'life' was not running");

        // then
        var second = sandbox.up(SPEC);
        assertThat(second.allRunning()).isTrue();
        assertThat(second.clusterId()).isEqualTo(first.clusterId());
        assertThat(second.bootstrapServers()).isEqualTo(first.bootstrapServers());
        assertThat(second.node(1).pid()).isNotEqualTo(first.node(1).pid());
        assertThat(topics()).containsExactly("kept");

        // when wiped
        sandbox.wipe();
        assertThat(sandbox.status()).isEmpty();
        assertThat(sandbox.up(SPEC).clusterId()).isNotEqualTo(first.clusterId());
        assertThat(topics()).isEmpty();
    }

    @Test
    void aNodeKilledFromOutsideIsSeenAndStartedAgain() throws Exception {
        // given
        var pid = sandbox.up(SPEC).node(1).pid().orElseThrow();
        createTopic("kept");

        // when
        kill(pid);

        // then
        var status = sandbox.status().orElseThrow();
        assertThat(status.node(1).state()).isEqualTo(NodeState.DIED);
        assertThat(status.node(1).pid()).isEmpty();
        assertThat(sandbox.up(SPEC).allRunning()).isTrue();
        assertThat(topics()).containsExactly("kept");
    }

    @Test
    void whatWasDeclaredMayChangeAsFarAsItsDataAllows() {
        // given
        var clusterId = sandbox.up(SPEC.withRacks(List.of("a"))).clusterId();

        // then while it runs, nothing
        assertThatThrownBy(() -> sandbox.up(SPEC.withRacks(List.of("b"))))
                .hasMessageContaining("CAS-SANDBOX-007")
                .hasMessageContaining("while its nodes [1] run");

        // and with its data, neither version nor number of brokers nor identity
        sandbox.down();
        assertThatThrownBy(() -> sandbox.up(
                        SPEC.withKafkaVersion("4.3.1").withBrokers(3).withClusterId("5L6g3nShT-eMCtK--X86sw")))
                .hasMessageContaining("CAS-SANDBOX-007")
                .hasMessageContaining("Kafka 4.4.0, declared is 4.3.1")
                .hasMessageContaining("1 brokers, declared are 3")
                .hasMessageContaining("cluster id " + clusterId);

        // but between two starts, its settings
        var changed = sandbox.up(SPEC.withRacks(List.of("b")).withBrokerConfig(Map.of("num.io.threads", "3")));
        assertThat(changed.node(1).rack()).contains("b");
        assertThat(changed.clusterId()).isEqualTo(clusterId);
    }

    @Test
    void portsThatOthersTookInTheMeantimeAreReplaced() throws Exception {
        // given
        var first = sandbox.up(SPEC.withClusterId("5L6g3nShT-eMCtK--X86sw"));
        createTopic("kept");
        sandbox.down();

        try (var other = new ServerSocket(first.node(1).controllerPort(), 1, InetAddress.getByName("127.0.0.1"))) {
            // then a single node cannot choose
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> sandbox.startNode(1))
                    .hasMessageContaining("CAS-SANDBOX-008")
                    .hasMessageContaining("Address already in use");
            assertThat(sandbox.status().orElseThrow().anyAlive()).isFalse();

            // but the whole sandbox can
            var second = sandbox.up(SPEC);
            assertThat(second.node(1).controllerPort())
                    .isNotEqualTo(first.node(1).controllerPort());
            assertThat(second.clusterId()).isEqualTo("5L6g3nShT-eMCtK--X86sw");
            assertThat(topics()).containsExactly("kept");
        }
    }

    @Test
    void aBrokerThatDoesNotStartIsExplainedAndNothingIsLeftRunning() {
        assertThatThrownBy(() -> sandbox.up(SPEC.withBrokerConfig(Map.of("compression.type", "squeeze"))))
                .hasMessageContaining("CAS-SANDBOX-0")
                .hasMessageContaining("squeeze")
                .hasMessageContaining("compression.type");
        assertThat(sandbox.status().orElseThrow().anyAlive()).isFalse();

        // and the corrected declaration is not held against it
        assertThat(sandbox.up(SPEC.withKafkaVersion("4.4.0")).allRunning()).isTrue();
    }

    @Test
    void twoCommandsAtOnceTakeTurns() {
        // when
        var one = CompletableFuture.supplyAsync(() -> sandbox.up(SPEC));
        var other = CompletableFuture.supplyAsync(
                () -> Sandbox.in(home, JarSource.locked(), said::add).up(SPEC));

        // then one of them started it and the other found it
        assertThat(one.join()).isEqualTo(other.join());
        assertThat(said).filteredOn(line -> line.startsWith("starting ")).hasSize(1);
        assertThat(said).anyMatch(line -> line.contains("is already running"));
    }

    @Test
    void tooLittleMemoryIsSaidWithTheFigures() {
        var small = Machine.here().withMemory(() -> OptionalLong.of(700L << 20));

        assertThatThrownBy(() ->
                        Sandbox.on(small, home, JarSource.locked(), said::add).up(SPEC.withBrokers(3)))
                .hasMessageContaining("CAS-SANDBOX-005")
                .hasMessageContaining("3 nodes need 864 MB of memory (288 MB each), 700 MB are available");
        assertThat(home).doesNotExist();
    }

    @Test
    void aClusterIdThatKafkaCannotUseIsRefused() {
        assertThatThrownBy(() -> sandbox.up(SPEC.withClusterId("my-cluster")))
                .hasMessageContaining("CAS-SANDBOX-016")
                .hasMessageContaining("my-cluster");
        assertThat(home).doesNotExist();
    }

    @Test
    void twoSandboxesRunSideBySide() {
        var neighbour = Sandbox.in(TestSandboxes.home("neighbour"), JarSource.locked(), said::add);
        try {
            var one = sandbox.up(SPEC);
            var other = neighbour.up(SandboxSpec.of("neighbour"));

            assertThat(other.clusterId()).isNotEqualTo(one.clusterId());
            assertThat(neighbour.adminProperties().get("sasl.jaas.config"))
                    .isNotEqualTo(sandbox.adminProperties().get("sasl.jaas.config"));
            neighbour.wipe();
            assertThat(sandbox.status().orElseThrow().allRunning()).isTrue();
        } finally {
            neighbour.wipe();
        }
    }

    @Test
    void passwordsAreInFilesOfTheOwnerOnlyAndOnNoCommandLine() throws IOException {
        var pid = sandbox.up(SPEC).node(1).pid().orElseThrow();
        var secrets = new SandboxFolder(home).readSecrets().orElseThrow();

        assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline")))
                .contains("kafka.Kafka")
                .doesNotContain(secrets.admin())
                .doesNotContain(secrets.broker());
        assertThat(Files.readString(sandbox.log(1)))
                .contains("Kafka Server started")
                .doesNotContain(secrets.admin())
                .doesNotContain(secrets.broker());
        assertThat(filesWith(secrets.admin())).containsExactlyInAnyOrder("secrets.properties", "admin.properties");
        assertThat(filesWith(secrets.broker())).containsExactlyInAnyOrder("secrets.properties", "server.properties");
    }

    private List<String> filesWith(String text) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file.getFileName().toString());
                    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
                }
            }
        }
        return found;
    }

    private void createTopic(String name) throws Exception {
        try (var admin = Admin.create(new HashMap<>(sandbox.adminProperties()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private Set<String> topics() throws Exception {
        try (var admin = Admin.create(new HashMap<>(sandbox.adminProperties()))) {
            return admin.listTopics().names().get();
        }
    }

    private static void kill(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
