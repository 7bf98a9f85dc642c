package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.sandbox.SandboxSpec;
import io.castellan.testing.ClusterDump;
import io.castellan.testing.KafkaCommandLine;
import io.castellan.testing.MessyCluster;
import io.castellan.testing.SandboxCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An existing, messy cluster comes under Castellan: imported, changed, drifted, repaired, and nothing else is touched. */
class FirstDayIT {
    private static final String TOPIC = "payments.orders.v1";
    private static final String DUMPED = "topic " + TOPIC + " config";

    private SandboxCluster cluster;

    @TempDir
    private Path folder;

    @TempDir
    private Path tools;

    @BeforeEach
    void start() {
        cluster = SandboxCluster.start(SandboxSpec.of("first-day"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static void ended(Desk.Said said, ExitCode exitCode) {
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(exitCode);
    }

    @Test
    void anExistingClusterIsImportedChangedRepairedAndElseLeftAlone() throws Exception {
        liveThrough(60, 150);
    }

    @Test
    @Tag("qualify")
    void soIsOneWithHundredsOfTopicsAndRules() throws Exception {
        liveThrough(300, 500);
    }

    private void liveThrough(int topics, int rules) throws Exception {
        MessyCluster.make(cluster.admin(), new KafkaCommandLine(cluster.adminProperties(), tools), topics, rules);
        var before = ClusterDump.of(cluster.admin());
        var desk = new Desk(folder).on(cluster, "");

        ended(desk.run("import", "dev", "--out", "environments/dev/imported.yaml"), ExitCode.OK);
        desk.commit("import");
        var first = desk.run("plan", "dev", "--detailed-exitcode");
        ended(first, ExitCode.OK);
        assertThat(first.out()).contains("No changes");
        assertThat(ClusterDump.of(cluster.admin())).as("an import only reads").isEqualTo(before);

        var imported = desk.read("imported.yaml");
        assertThat(imported.lines().filter(line -> line.matches("[a-zA-Z]+:")))
                .contains(
                        "topics:",
                        "grants:",
                        "acls:",
                        "quotas:",
                        "users:",
                        "groupConfigs:",
                        "clientMetrics:",
                        "features:");
        var changed = imported.replaceFirst("(" + TOPIC + ":[^}]*retention.ms: )7d", "$114d");
        assertThat(changed).isNotEqualTo(imported);
        desk.write("imported.yaml", changed).commit("Keep orders for two weeks");
        var planned = desk.run("plan", "dev", "--detailed-exitcode");
        ended(planned, ExitCode.DIFFERENCES);
        assertThat(planned.out()).contains("\n1 to change, ").doesNotContain(" to create", " to delete");
        ended(desk.run("apply", "dev", "--yes"), ExitCode.OK);
        var applied = ClusterDump.of(cluster.admin());
        assertThat(differing(before, applied)).containsExactly(DUMPED);
        assertThat(applied.get(DUMPED)).contains("retention.ms=1209600000");
        ended(desk.run("drift", "dev"), ExitCode.OK);

        cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, TOPIC),
                        List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        var drifted = desk.run("drift", "dev");
        ended(drifted, ExitCode.DIFFERENCES);
        assertThat(drifted.out()).contains(TOPIC).contains("retention.ms");
        ended(desk.run("apply", "dev", "--yes"), ExitCode.OK);

        assertThat(ClusterDump.of(cluster.admin())).isEqualTo(applied);
        ended(desk.run("plan", "dev", "--detailed-exitcode"), ExitCode.OK);
    }

    private static Set<String> differing(Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> before.getOrDefault(name, "").equals(after.getOrDefault(name, "")));
        return names;
    }
}
