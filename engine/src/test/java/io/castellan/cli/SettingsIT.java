package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Group settings and client metrics from the command line, on a real broker. */
class SettingsIT {
    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final ConfigResource group = new ConfigResource(Type.GROUP, prefix + "billing");
    private final ConfigResource metrics = new ConfigResource(Type.CLIENT_METRICS, prefix + "clients");

    private Desk desk(String state) {
        return new Desk(folder)
                .on(cluster, "")
                .write("state.yaml", state.formatted(prefix))
                .commit("first");
    }

    private static final String STATE = """
            groupConfigs:
              %1$sbilling:
                share.auto.offset.reset: earliest
                share.record.lock.duration.ms: 45s
                consumer.session.timeout.ms: 45s
            clientMetrics:
              %1$sclients:
                interval.ms: 60s
                metrics: [org.apache.kafka.producer., org.apache.kafka.consumer.]
                match: ["client_id=%1$sbilling.*"]
            """;

    private Map<String, String> live(ConfigResource resource, ConfigSource source)
            throws ExecutionException, InterruptedException {
        return cluster.admin().describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .filter(entry -> entry.source() == source)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static void accepted(Desk.Said said) {
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsAppliedIsLiveAndTheNextPlanIsEmpty() throws Exception {
        var desk = desk(STATE);

        accepted(desk.run("apply", "dev", "--yes"));

        assertThat(live(group, ConfigSource.DYNAMIC_GROUP_CONFIG))
                .as("also a value that is the default anyway")
                .containsOnly(
                        Map.entry("share.auto.offset.reset", "earliest"),
                        Map.entry("share.record.lock.duration.ms", "45000"),
                        Map.entry("consumer.session.timeout.ms", "45000"));
        assertThat(live(metrics, ConfigSource.DYNAMIC_CLIENT_METRICS_CONFIG))
                .containsEntry("interval.ms", "60000")
                .containsOnlyKeys("interval.ms", "metrics", "match");
        var again = desk.run("plan", "dev", "--detailed-exitcode");
        accepted(again);
        assertThat(again.out()).contains("No changes");
    }

    @Test
    void reorderedListsAreNoChange() {
        var desk = desk(STATE);
        accepted(desk.run("apply", "dev", "--yes"));

        desk.write(
                        "state.yaml",
                        STATE.formatted(prefix)
                                .replace(
                                        "[org.apache.kafka.producer., org.apache.kafka.consumer.]",
                                        "[org.apache.kafka.consumer., org.apache.kafka.producer.]"))
                .commit("reordered");

        accepted(desk.run("plan", "dev", "--detailed-exitcode"));
    }

    @Test
    void whatIsWithdrawnIsUnsetAndWhatOthersSetStays() throws Exception {
        var desk = desk(STATE);
        accepted(desk.run("apply", "dev", "--yes"));
        cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        group,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("share.isolation.level", "read_committed"), AlterConfigOp.OpType.SET))))
                .all()
                .get();

        desk.write("state.yaml", """
                groupConfigs:
                  %1$sbilling: {share.auto.offset.reset: earliest}
                """.formatted(prefix)).commit("withdrawn");
        accepted(desk.run("apply", "dev", "--yes"));

        assertThat(live(group, ConfigSource.DYNAMIC_GROUP_CONFIG))
                .containsOnlyKeys("share.auto.offset.reset", "share.isolation.level");
        assertThat(cluster.admin()
                        .listConfigResources(
                                java.util.Set.of(Type.CLIENT_METRICS),
                                new org.apache.kafka.clients.admin.ListConfigResourcesOptions())
                        .all()
                        .get())
                .as("a subscription goes with the last of its keys")
                .doesNotContain(metrics);
    }

    @Test
    void aValueOutsideTheBrokersBoundsIsRefusedBeforeAnythingChanges() throws Exception {
        var desk = desk("""
                groupConfigs:
                  %1$sbilling: {share.record.lock.duration.ms: 30m}
                """);

        var planned = desk.run("plan", "dev");

        assertThat(planned.exitCode()).as(planned.out()).isEqualTo(ExitCode.REFUSED);
        assertThat(planned.out()).contains("group.share.max.record.lock.duration.ms");
    }
}
