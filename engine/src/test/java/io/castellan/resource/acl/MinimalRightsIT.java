package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.lock.ClusterLock;
import io.castellan.kafka.lock.HeldLock;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.resource.group.GroupRoom;
import io.castellan.resource.metrics.MetricsRoom;
import io.castellan.resource.quota.QuotaRoom;
import io.castellan.resource.topic.TopicRoom;
import io.castellan.resource.user.UserRoom;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever has exactly the rights that {@code docs/reference/access.md} tells can do what it says they are for. */
class MinimalRightsIT {
    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final Admin admin = cluster.admin();
    private final List<AclBinding> given = new ArrayList<>();

    @AfterEach
    void takeBack() throws Exception {
        admin.deleteTopics(admin.listTopics().names().get().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList())
                .all()
                .get();
        removeUserQuotaAndSettings();
        admin.deleteAcls(given.stream().map(AclBinding::toFilter).toList())
                .all()
                .get();
        var left = admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                .filter(binding -> binding.entry().principal().contains(prefix))
                .map(AclBinding::toFilter)
                .toList();
        admin.deleteAcls(left).all().get();
        await().until(() -> admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
                .noneMatch(binding -> binding.entry().principal().contains(prefix)));
    }

    private void removeUserQuotaAndSettings() throws Exception {
        var name = prefix + "made";
        if (admin.describeUserScramCredentials().all().get().containsKey(name)) {
            admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialDeletion(name, ScramMechanism.SCRAM_SHA_512)))
                    .all()
                    .get();
        }
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                        new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, name)),
                        List.of(new ClientQuotaAlteration.Op("producer_byte_rate", null)))))
                .all()
                .get();
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.CLIENT_METRICS, name),
                        unset("interval.ms", "metrics"),
                        new ConfigResource(ConfigResource.Type.GROUP, name),
                        unset("consumer.heartbeat.interval.ms", "consumer.session.timeout.ms")))
                .all()
                .get();
    }

    private static Collection<AlterConfigOp> unset(String... keys) {
        return Stream.of(keys)
                .map(key -> new AlterConfigOp(new ConfigEntry(key, ""), AlterConfigOp.OpType.DELETE))
                .toList();
    }

    private Map<String, Object> userWith(String name, String... tables) throws Exception {
        var properties = cluster.user(prefix + name);
        for (var table : tables) {
            AccessReference.needed(table, "User:" + prefix + name).stream()
                    .map(AclRule::binding)
                    .forEach(given::add);
        }
        admin.createAcls(given).all().get();
        await().until(() ->
                admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(given));
        return properties;
    }

    private static RoomBench bench(Map<String, Object> properties) {
        return new RoomBench(
                properties,
                TopicRoom.room(),
                AclRoom.room(),
                QuotaRoom.room(),
                UserRoom.room(),
                GroupRoom.room(),
                MetricsRoom.room());
    }

    private String state(int partitions, String retention) {
        return ("""
                topics:
                  PREmade: {partitions: PARTS, replicationFactor: 1, config: {retention.ms: KEEP, retention.bytes: -1}}
                grants:
                  User:PREa: {consume: {topics: [{name: PREmade}], groups: [{name: PREg}]}}
                users:
                  PREmade: {mechanisms: [{type: SCRAM-SHA-512, iterations: 4096}], password: "${env:PASSWORD}"}
                quotas:
                  - {user: PREmade, producer_byte_rate: PARTSMiB}
                clientMetrics:
                  PREmade: {interval.ms: 60s, metrics: [org.apache.kafka.producer.]}
                groupConfigs:
                  PREmade: {consumer.heartbeat.interval.ms: 5s, consumer.session.timeout.ms: 45s}
                """)
                .replace("PRE", prefix)
                .replace("PARTS", String.valueOf(partitions))
                .replace("KEEP", retention);
    }

    private List<Change> ours(Plan plan) {
        return plan.changes().stream()
                .filter(change -> change.id().name().contains(prefix + "made"))
                .toList();
    }

    @Test
    void whoMayOnlyReadPlansEverything() throws Exception {
        admin.createTopics(List.of(new NewTopic(prefix + "gone", 1, (short) 1)))
                .all()
                .get();
        await().until(() -> admin.listTopics().names().get().contains(prefix + "gone"));
        try (var bench = bench(userWith("planner", "to plan"))) {
            var tombstone = "  " + prefix + "gone: {absent: true, reason: old}\n";
            bench.commit(state(1, "1d").replace("topics:\n", "topics:\n" + tombstone));

            var plan = bench.plan();

            assertThat(plan.complete()).isTrue();
            assertThat(ours(plan))
                    .allMatch(change -> change.disposition().isPlanned())
                    .hasSize(7);
            assertThat(plan.changes())
                    .filteredOn(change -> change.id().name().equals(prefix + "gone"))
                    .singleElement()
                    .satisfies(change ->
                            assertThat(change.disposition().isPlanned()).isTrue());
            assertThat(bench.cluster().view().inventory().complete()).isTrue();
            assertThatThrownBy(bench::apply)
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED));
        }
        assertThat(admin.listTopics().names().get()).contains(prefix + "gone").doesNotContain(prefix + "made");
    }

    @Test
    void whoMayApplyDoesEverythingUnderTheLock() throws Exception {
        var properties = userWith("applier", "to plan", "to apply");
        try (var bench = bench(properties);
                var lock = lock(bench.access())) {
            assertThat(lock.prove()).isNotNull();
            bench.commit(state(1, "1d"));
            assertThat(bench.apply().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(ours(bench.plan())).isEmpty();

            bench.commit(state(2, "1h"));
            assertThat(bench.apply().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(ours(bench.plan())).isEmpty();

            var lines = state(2, "1h").lines().toList();
            bench.commit(String.join("\n", lines)
                    .replace(lines.get(1), "  " + prefix + "made: {absent: true, reason: tried, evenIfActive: true}")
                    .replace("topics: [{name: " + prefix + "made}]", "topics: [{name: " + prefix + "other}]"));
            assertThat(bench.apply().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(ours(bench.plan())).isEmpty();
        }
        assertThat(admin.listTopics().names().get()).doesNotContain(prefix + "made");
    }

    private static HeldLock lock(KafkaAccess access) {
        return new ClusterLock(access, LockSettings.defaults()).acquire("tester", (holder, patience) -> {});
    }

    @Test
    void everyRightOfWhoAppliesIsNamedOnce() throws IOException {
        var all = new ArrayList<>(AccessReference.needed("to plan", "User:a"));
        all.addAll(AccessReference.needed("to apply", "User:a"));

        assertThat(all).doesNotHaveDuplicates();
    }
}
