package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.apply.ApplyListener;
import io.castellan.diagnostics.ExitCode;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.Step;
import io.castellan.testing.SandboxCluster;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import io.castellan.testing.ThreeBrokers;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** R5 from a terminal: what cannot be seen is never taken for missing, and a broker that is gone stops only what needs it. */
@Timeout(240)
class FaultsIT {
    private static final long SEED = Long.getLong("castellan.test.seed", 20_261_122L);

    @TempDir
    private Path folder;

    private static String text(Desk.Said said) {
        return said.exitCode() + "\n" + said.out() + said.err();
    }

    @Test
    void aTopicThatMayNotBeSeenIsNotToBeCreated() throws Exception {
        TestCluster cluster = SharedBroker.get();
        var prefix = cluster.prefix();
        var reader = cluster.user(prefix + "reader");
        var rights = List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS).stream()
                .map(operation -> new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, prefix + "seen", PatternType.PREFIXED),
                        new AccessControlEntry("User:" + prefix + "reader", "*", operation, AclPermissionType.ALLOW)))
                .toList();
        cluster.admin().createAcls(rights).all().get();
        await().until(() -> cluster.admin()
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .get()
                .containsAll(rights));
        var topics = List.of(prefix + "seen", prefix + "hidden");
        cluster.admin()
                .createTopics(topics.stream()
                        .map(name -> new NewTopic(name, 1, (short) 1))
                        .toList())
                .all()
                .get();
        try {
            var desk = new Desk(folder)
                    .on(reader, "defaults: {topics: {replicationFactor: 1}}")
                    .write(
                            "state.yaml",
                            "topics:\n  %1$sseen: {partitions: 2}\n  %1$shidden: {partitions: 1}\n".formatted(prefix))
                    .commit("first");

            var plan = desk.run("plan", "dev");

            assertThat(plan.exitCode()).as(text(plan)).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(plan.out())
                    .contains("unmanaged topics are unknown", prefix + "hidden", "1 to change")
                    .doesNotContain("to create");
        } finally {
            cluster.admin()
                    .deleteAcls(rights.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
            cluster.admin().deleteTopics(topics).all().get();
        }
    }

    private static Desk declare(Desk desk, TestCluster cluster, String prefix, int topics, int days) {
        var lines = IntStream.range(0, topics)
                .mapToObj(i -> "  %s%d: {partitions: 3, config: {retention.ms: %dd}}\n".formatted(prefix, i, days))
                .collect(Collectors.joining());
        return desk.on(cluster, "defaults: {topics: {replicationFactor: 2}}")
                .write(
                        "state.yaml",
                        "topics:\n%squotas:\n  - {user: %sbilling, producer_byte_rate: %dMiB}\n"
                                .formatted(lines, prefix, days))
                .commit(topics + " topics, " + days + " days");
    }

    private static String retention(TestCluster cluster, String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return cluster.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("retention.ms")
                .value();
    }

    @Test
    void aDeadBrokerDoesNotStopARetentionCut() throws Exception {
        SandboxCluster cluster = ThreeBrokers.get();
        var prefix = cluster.prefix();
        var desk = new Desk(folder);
        declare(desk, cluster, prefix, 4, 9);
        var first = desk.run("apply", "dev", "--yes");
        assertThat(first.exitCode()).as(text(first)).isEqualTo(ExitCode.OK);
        int dead = brokers(cluster).get(2);
        cluster.sandbox().killNode(dead);
        try {
            declare(desk, cluster, prefix, 4, 2);

            var cut = desk.run("apply", "dev", "--yes");

            assertThat(cut.exitCode()).as(text(cut)).isEqualTo(ExitCode.OK);
            assertThat(retention(cluster, prefix + "3")).isEqualTo(String.valueOf(2 * 86_400_000L));
            var plan = desk.run("plan", "dev", "--detailed-exitcode");
            assertThat(plan.exitCode()).as(text(plan)).isEqualTo(ExitCode.OK);
        } finally {
            cluster.sandbox().startNode(dead);
        }
    }

    private static List<Integer> brokers(TestCluster cluster) throws Exception {
        return cluster.admin().describeCluster().nodes().get().stream()
                .map(org.apache.kafka.common.Node::id)
                .sorted()
                .toList();
    }

    @Test
    void anApplyThatLosesABrokerSaysOfEveryChangeWhatBecameOfItAndTheNextOneConverges() throws Exception {
        System.out.println("seed " + SEED + " (-Dcastellan.test.seed)");
        SandboxCluster cluster = ThreeBrokers.get();
        var prefix = cluster.prefix();
        var nodes = brokers(cluster);
        int dead = nodes.get(new Random(SEED).nextInt(nodes.size()));
        var desk = new Desk(folder);
        declare(desk, cluster, prefix, 30, 3);
        var killer = new ApplyListener() {
            private boolean done;

            @Override
            public void reached(Point point, List<Step> batch) {
                if (point == Point.BEFORE_SEND && !done) {
                    done = true;
                    cluster.sandbox().killNode(dead);
                }
            }
        };
        try {
            var hit = desk.run(ApplyChild.commands(LockSettings.defaults(), killer), "apply", "dev", "--yes");

            System.out.println("an apply that lost broker " + dead + " ended " + hit.exitCode());
            assertThat(hit.exitCode()).as(text(hit)).isIn(ExitCode.OK, ExitCode.PARTIAL);
            var outcome = desk.ledger().get(0).outcome().orElseThrow();
            assertThat(outcome.changes()).hasSize(31);
            assertThat(outcome.exitCode()).isEqualTo(hit.exitCode());
        } finally {
            cluster.sandbox().startNode(dead);
        }
        var again = desk.run("apply", "dev", "--yes");
        assertThat(again.exitCode()).as(text(again)).isEqualTo(ExitCode.OK);
        var plan = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(plan.exitCode()).as(text(plan)).isEqualTo(ExitCode.OK);
    }
}
