package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.Outcome;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each exit code from a terminal, and that what says "nothing changed" is so. Being killed and stopped is told elsewhere. */
@Timeout(60)
class ExitCodesIT {
    private static final String DEFAULTS = "defaults: {topics: {replicationFactor: 1}}";

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private Desk desk;

    @BeforeEach
    void declare() {
        desk = new Desk(folder).on(cluster, DEFAULTS);
        topics("a: {partitions: 1}", "b: {partitions: 2}");
    }

    private void topics(String... lines) {
        desk.write("state.yaml", "topics:\n  " + prefix + String.join("\n  " + prefix, lines) + "\n")
                .commit(String.join(", ", lines));
    }

    @AfterEach
    void removeTopics() throws Exception {
        cluster.admin().deleteTopics(live()).all().get();
    }

    private List<String> live() throws Exception {
        return cluster.admin().listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    private Desk.Said expect(ExitCode exitCode, String... arguments) {
        var said = desk.run(arguments);
        assertThat(said.exitCode())
                .as(String.join(" ", arguments) + "\n" + said.out() + said.err())
                .isEqualTo(exitCode);
        return said;
    }

    private void expectUnreachable(String code) throws Exception {
        long start = System.nanoTime();
        for (var command : List.of("plan", "drift")) {
            var said = expect(ExitCode.UNREACHABLE, command, "dev");
            assertThat(said.out() + said.err()).contains(code);
        }
        assertThat(expect(ExitCode.UNREACHABLE, "apply", "dev", "--yes").err()).contains(code);
        assertThat((System.nanoTime() - start) / 1e9)
                .as("seconds for three commands")
                .isLessThan(24);
        assertThat(live()).isEmpty();
        assertThat(desk.ledger()).isEmpty();
    }

    private static int deadPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void ofTheWayFromADifferenceToNoneAndBack() throws Exception {
        expect(ExitCode.OK, "validate");
        expect(ExitCode.OK, "plan", "dev");
        expect(ExitCode.DIFFERENCES, "plan", "dev", "--detailed-exitcode");
        expect(ExitCode.DIFFERENCES, "drift", "dev");
        expect(ExitCode.OK, "apply", "dev", "--yes");
        assertThat(live()).containsExactly(prefix + "a", prefix + "b");
        expect(ExitCode.OK, "plan", "dev", "--detailed-exitcode");
        expect(ExitCode.OK, "drift", "dev");
        expect(ExitCode.OK, "apply", "dev", "--yes");
    }

    @Test
    void wrongInputChangesNothing() throws Exception {
        expect(ExitCode.INPUT, "plan");
        expect(ExitCode.INPUT, "plan", "nowhere");
        expect(ExitCode.INPUT, "apply", "dev", "--yes", "--commit", "no-such-commit");
        desk.write("more.yaml", "topics: {" + prefix + "c: {partitions: 1}}");
        assertThat(expect(ExitCode.INPUT, "apply", "dev", "--yes").err()).contains("more.yaml");
        topics("a: {partitions: many}");
        expect(ExitCode.INPUT, "validate");
        expect(ExitCode.INPUT, "apply", "dev", "--yes");
        assertThat(live()).isEmpty();
    }

    @Test
    void whatIsRefusedChangesNothing() throws Exception {
        expect(ExitCode.REFUSED, "apply", "dev");
        topics("a: {partitions: 1}", "b: {partitions: 2, replicationFactor: 3}");
        expect(ExitCode.REFUSED, "plan", "dev", "--detailed-exitcode");
        expect(ExitCode.REFUSED, "apply", "dev", "--yes");
        assertThat(live()).isEmpty();
        assertThat(desk.ledger()).isEmpty();
    }

    @Test
    void anotherClusterThanTheDeclaredOneIsRefused() throws Exception {
        desk.write("environment.yaml", read().replace("cluster:\n", "cluster:\n  id: 5L6g3nShT-eMCtK--X86sw\n"))
                .commit("another cluster");

        for (var arguments : List.of(new String[] {"plan", "dev"}, new String[] {"apply", "dev", "--yes"})) {
            var said = expect(ExitCode.REFUSED, arguments);
            assertThat(said.err())
                    .contains(
                            "5L6g3nShT-eMCtK--X86sw",
                            cluster.admin().describeCluster().clusterId().get());
        }
        assertThat(live()).isEmpty();
    }

    private String read() throws IOException {
        return java.nio.file.Files.readString(folder.resolve("environments/dev/environment.yaml"));
    }

    @Test
    void aPlanThatTheClusterMovedAwayFromIsStale() throws Exception {
        expect(ExitCode.OK, "apply", "dev", "--yes");
        topics("a: {partitions: 3}", "b: {partitions: 2}");
        expect(ExitCode.OK, "plan", "dev", "--out", "agreed.plan");
        cluster.admin()
                .createPartitions(Map.of(prefix + "a", NewPartitions.increaseTo(2)))
                .all()
                .get();

        assertThat(expect(ExitCode.STALE, "apply", "dev", "--plan", "agreed.plan")
                        .err())
                .contains("CAS-APPLY-002");
        assertThat(cluster.admin()
                        .describeTopics(List.of(prefix + "a"))
                        .allTopicNames()
                        .get()
                        .get(prefix + "a")
                        .partitions())
                .hasSize(2);
        assertThat(desk.ledger()).hasSize(1);
    }

    /** Somebody is quicker with a topic of that name and another shape. */
    @Test
    void whatCanBeDoneInPartOnlyIsPartial() throws Exception {
        var rival = new Rival(cluster, prefix + "b");

        var said = desk.run(ApplyChild.commands(LockSettings.defaults(), rival), "apply", "dev", "--yes");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.PARTIAL);
        assertThat(said.out()).contains("somebody else changed it");
        assertThat(live()).containsExactly(prefix + "a", prefix + "b");
        assertThat(desk.ledger().get(0).outcome().orElseThrow().result()).isEqualTo(Outcome.Result.PARTIAL);
    }

    @Test
    void aClusterThatIsDownIsUnreachable() throws Exception {
        var down = new HashMap<>(cluster.adminProperties());
        down.put("bootstrap.servers", "127.0.0.1:" + deadPort());
        desk.on(down, DEFAULTS).commit("down");

        expectUnreachable("CAS-KAFKA-");
    }

    @Test
    void wrongCredentialsAreUnreachableAndNotShown() throws Exception {
        var wrong = new HashMap<>(cluster.adminProperties());
        wrong.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"admin\" password=\"Zx8kQw3TnoNsense\";");
        desk.on(wrong, DEFAULTS).commit("wrong credentials");

        expectUnreachable("redential");
        assertThat(desk.run("plan", "dev").err()).doesNotContain("Zx8kQw3TnoNsense");
    }
}
