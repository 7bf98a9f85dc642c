package io.castellan.resource.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Change;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Plan;
import io.castellan.resource.topic.TopicRoom;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SandboxCluster;
import io.castellan.testing.ThreeBrokers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** R5: what a dead node has of its own cannot be known, and nothing else waits for it. */
class DeadNodeIT {
    private static final int VICTIM = 3;
    private static final String KEY = "max.connections.per.ip";

    private final SandboxCluster cluster = ThreeBrokers.get();

    private static Map<String, String> dispositions(Plan plan) {
        return plan.changes().stream()
                .filter(change -> !change.disposition().isUnmanaged())
                .collect(Collectors.toMap(
                        change -> change.id().toString(),
                        change -> change.disposition().word()));
    }

    private static List<Change> waiting(Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.disposition().word().equals("deferred"))
                .toList();
    }

    /** Whoever connects now sees the brokers that live now. */
    private RoomBench declared(int onNodes, int forAll) {
        return new RoomBench(cluster.adminProperties(), TopicRoom.room(), BrokerRoom.room())
                .environment("nodes: {1: {config: {%1$s: %2$d}}, 3: {config: {%1$s: %2$d}}}\n".formatted(KEY, onNodes))
                .commit("brokers: {config: {max.connections: " + forAll + "}}\n");
    }

    private static void assertOnlyTheDeadNodeWaits(Plan plan) {
        assertThat(plan.complete()).isFalse();
        assertThat(dispositions(plan))
                .isEqualTo(Map.of("brokers/cluster", "planned", "node/1", "planned", "node/3", "deferred"));
        assertThat(waiting(plan).get(0).disposition().toString())
                .contains("CAS-PLAN-010")
                .contains("cannot be read");
    }

    private void awaitNodes(int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> cluster.admin().describeCluster().nodes().get().size() == count);
    }

    @Test
    void theOthersAreChangedAndThePlanIsIncomplete() throws Exception {
        try {
            try (var bench = declared(1000, 9000)) {
                assertThat(bench.apply().exitCode()).isEqualTo(ExitCode.OK);
            }
            try (var bench = declared(2000, 8000)) {
                bench.cluster();
                cluster.sandbox().killNode(VICTIM);
                assertOnlyTheDeadNodeWaits(bench.plan());
            }
            awaitNodes(2);
            try (var bench = declared(2000, 8000)) {
                assertOnlyTheDeadNodeWaits(bench.plan());

                var report = bench.apply();

                assertThat(report.exitCode())
                        .as("what could not be read is not done")
                        .isEqualTo(ExitCode.PARTIAL);
                assertThat(report.outcome().changes())
                        .extracting(ChangeOutcome::result)
                        .containsExactly(ChangeResult.APPLIED, ChangeResult.APPLIED);
                assertThat(dispositions(bench.plan())).isEqualTo(Map.of("node/3", "deferred"));
            }
            cluster.sandbox().startNode(VICTIM);
            awaitNodes(3);
            try (var bench = declared(2000, 8000)) {
                assertThat(dispositions(bench.plan())).isEqualTo(Map.of("node/3", "planned"));
                assertThat(bench.apply().exitCode()).isEqualTo(ExitCode.OK);
                assertThat(dispositions(bench.plan())).isEmpty();
            }
        } finally {
            putBack();
        }
    }

    private void putBack() throws Exception {
        if (cluster.admin().describeCluster().nodes().get().size() < 3) {
            cluster.sandbox().startNode(VICTIM);
            awaitNodes(3);
        }
        cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.BROKER, ""), unset("max.connections"),
                        new ConfigResource(ConfigResource.Type.BROKER, "1"), unset(KEY),
                        new ConfigResource(ConfigResource.Type.BROKER, "3"), unset(KEY)))
                .all()
                .get();
    }

    private static Collection<AlterConfigOp> unset(String key) {
        return List.of(new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE));
    }
}
