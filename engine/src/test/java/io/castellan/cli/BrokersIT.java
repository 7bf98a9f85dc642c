package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Settings of brokers from the command line, on a real broker. Only keys that no other test notices, and all of them are put
 * back.
 */
class BrokersIT {
    private static final List<String> TOUCHED = List.of(
            "num.replica.fetchers",
            "num.recovery.threads.per.data.dir",
            "max.connections.per.ip",
            "background.threads");

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final ConfigResource all = new ConfigResource(Type.BROKER, "");
    private final ConfigResource one = new ConfigResource(Type.BROKER, "1");

    private Desk desk(String environment, String state) {
        return new Desk(folder)
                .on(cluster, environment)
                .write("state.yaml", state)
                .commit("first");
    }

    @AfterEach
    void putBack() throws Exception {
        for (var key : TOUCHED) {
            for (var resource : List.of(all, one)) {
                if (live(resource, key).isPresent()) {
                    alter(resource, key, "", OpType.DELETE);
                }
            }
        }
    }

    private void alter(ConfigResource resource, String key, String value, OpType type) throws Exception {
        cluster.admin()
                .incrementalAlterConfigs(
                        Map.of(resource, List.of(new AlterConfigOp(new ConfigEntry(key, value), type))))
                .all()
                .get();
    }

    private java.util.Optional<String> live(ConfigResource resource, String key) throws Exception {
        var own =
                resource.equals(all) ? ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG : ConfigSource.DYNAMIC_BROKER_CONFIG;
        return Stream.ofNullable(cluster.admin()
                        .describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource)
                        .get(key))
                .filter(entry -> entry.source() == own)
                .map(ConfigEntry::value)
                .findFirst();
    }

    private static void accepted(Desk.Said said) {
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    private static void refused(Desk.Said said, String... words) {
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out()).contains(words);
    }

    @Test
    void settingsOfAllAndOfOneNodeAreAppliedInStepsAndUnsetWhenWithdrawn() throws Exception {
        var desk = desk("""
                nodes:
                  1: {roles: [broker, controller], config: {background.threads: 3}}
                """, """
                brokers: {config: {num.replica.fetchers: 7, max.connections.per.ip: 1000, auto.create.topics.enable: false}}
                """);

        accepted(desk.run("apply", "dev", "--yes"));

        assertThat(live(all, "num.replica.fetchers")).contains("7");
        assertThat(live(all, "max.connections.per.ip")).contains("1000");
        assertThat(live(one, "background.threads")).contains("3");
        accepted(desk.run("plan", "dev", "--detailed-exitcode"));

        desk.on(cluster, "")
                .write("state.yaml", "brokers: {config: {max.connections.per.ip: 1000}}\n")
                .commit("less");
        accepted(desk.run("apply", "dev", "--yes"));

        assertThat(live(all, "num.replica.fetchers")).as("back in steps, too").isEmpty();
        assertThat(live(one, "background.threads")).isEmpty();
        assertThat(live(all, "max.connections.per.ip")).contains("1000");
        accepted(desk.run("plan", "dev", "--detailed-exitcode"));
    }

    @Test
    void whatIsSetIsImportedOfAllBrokersIntoTheFileAndOfSingleNodesAsWhatEnvironmentYamlLacks() throws Exception {
        alter(all, "background.threads", "4", OpType.SET);
        alter(all, "max.connections.per.ip", "2000", OpType.SET);
        alter(one, "max.connections.per.ip", "500", OpType.SET);
        var desk = new Desk(folder).on(cluster, "");

        var first = desk.run("import", "dev", "--out", "environments/dev/imported.yaml");

        accepted(first);
        assertThat(desk.read("imported.yaml"))
                .contains("background.threads: 4")
                .as("void while nothing declares the node's own")
                .doesNotContain("max.connections.per.ip");
        var lacking = first.err()
                .lines()
                .dropWhile(line -> !line.endsWith("add to environment.yaml:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
        assertThat(lacking).isEqualTo("nodes:\n  \"1\":\n    config: {max.connections.per.ip: 500}");
        assertThat(desk.read("environment.yaml")).as("somebody's text").doesNotContain("nodes");

        desk.on(cluster, lacking).commit("first");
        accepted(desk.run("plan", "dev", "--detailed-exitcode"));
        var second = desk.run("import", "dev", "--out", "environments/dev/again.yaml");

        accepted(second);
        assertThat(second.err()).as("nothing is lacking").doesNotContain("environment.yaml:");
        // the only broker has its own, so the default would be void: with a second broker it would be imported now
        assertThat(desk.read("again.yaml")).contains("background.threads: 4").doesNotContain("max.connections.per.ip");
    }

    @Test
    void aStaticDifferenceNeedsARestart() {
        refused(
                desk("", "brokers: {config: {auto.create.topics.enable: true}}\n")
                        .run("plan", "dev"),
                "CAS-BROKER-002",
                "needs a restart");
    }

    @Test
    void whatCannotHaveEffectIsRefused() throws Exception {
        alter(one, "max.connections.per.ip", "500", OpType.SET);

        refused(
                desk("", "brokers: {config: {max.connections.per.ip: 1000}}\n").run("plan", "dev"),
                "CAS-BROKER-003",
                "node 1");
        refused(
                desk("", "brokers: {config: {log.retention.hours: 168, log.retention.ms: 7d}}\n")
                        .run("plan", "dev"),
                "CAS-BROKER-003",
                "log.retention.ms");
    }

    @Test
    void moreReplicasInSyncThanAnInheritingTopicHasAreRefused() throws Exception {
        var topic = cluster.prefix() + "orders";
        cluster.admin()
                .createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic(topic, 1, (short) 1)))
                .all()
                .get();

        refused(
                desk("", "brokers: {config: {min.insync.replicas: 2}}\n").run("plan", "dev"),
                "CAS-BROKER-004",
                "above the replicas");
    }

    @Test
    void aDefaultHasTheRiskOfTheTopicsThatInheritItWithTheirNumberAndBytes() throws Exception {
        var topic = cluster.prefix() + "orders";
        cluster.admin()
                .createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic(topic, 1, (short) 1)))
                .all()
                .get();

        var said = desk("", "brokers: {config: {log.retention.ms: 1h}}\n").run("plan", "dev");

        assertThat(said.out())
                .as(said.err())
                .contains("destructive")
                .contains("topics that inherit log.retention.ms")
                .contains("bytes that inherit log.retention.ms");
    }

    @Test
    void secretsAndSettingsOfSingleNodesAreNoDefaults() {
        var said = desk("", """
                brokers:
                  config:
                    ssl.keystore.password: opensesame
                    ssl.keystore.location: /etc/kafka/broker.p12
                """).run("validate", "dev");

        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(said.out() + said.err())
                .contains("CAS-KEYED-004")
                .contains("CAS-BROKER-001")
                .doesNotContain("opensesame");
    }

    @Test
    void aNodeWithAnotherRackIsRefusedAndOneThatIsNotThereWaits() {
        refused(desk("nodes: {1: {rack: moon}}\n", "brokers: {config: {}}\n").run("plan", "dev"), "CAS-BROKER-007");
        var waiting = desk("nodes: {1: {}, 9: {config: {background.threads: 4}}}\n", "brokers: {config: {}}\n")
                .run("plan", "dev", "--detailed-exitcode");
        assertThat(waiting.exitCode()).as(waiting.out()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(waiting.out()).contains("node  1 waits").contains("not among the live brokers");
    }
}
