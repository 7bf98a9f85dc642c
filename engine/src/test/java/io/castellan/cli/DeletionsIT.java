package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** R4 from a terminal, with a real lock, ledger and broker: deletion cannot surprise. */
@Timeout(60)
class DeletionsIT {
    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private Desk desk;

    @BeforeEach
    void declare() {
        desk = new Desk(folder).on(cluster, """
                        defaults: {topics: {replicationFactor: 1}}
                        protection: {maxDeletes: 2, maxDeleteShare: 100%}
                        """);
    }

    @AfterEach
    void removeTopics() throws Exception {
        cluster.admin().deleteTopics(live()).all().get();
    }

    private Set<String> live() throws Exception {
        return cluster.admin().listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(java.util.stream.Collectors.toSet());
    }

    private Desk.Said apply(ExitCode exitCode, String... more) {
        var arguments = new java.util.ArrayList<>(List.of("apply", "dev", "--yes"));
        arguments.addAll(List.of(more));
        var said = desk.run(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(exitCode);
        return said;
    }

    private void topics(String... lines) {
        desk.write("state.yaml", "topics:\n  " + prefix + String.join("\n  " + prefix, lines) + "\n")
                .commit(String.join(", ", lines));
    }

    private void createByHand(String topic) throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic(prefix + topic, 1, (short) 1)))
                .all()
                .get();
    }

    @Test
    void anUnlistedTopicStaysAndATombstoneWorksOnce() throws Exception {
        topics("a: {partitions: 1}", "b: {partitions: 1}");
        apply(ExitCode.OK);
        topics("b: {partitions: 1}");
        apply(ExitCode.OK);
        assertThat(live()).as("declared no longer is not deleted").contains(prefix + "a");

        topics("a: {absent: true, reason: replaced}", "b: {partitions: 1}");
        apply(ExitCode.OK);
        assertThat(live()).containsExactly(prefix + "b");
        createByHand("a");

        assertThat(apply(ExitCode.REFUSED).out()).contains("ombstone");
        assertThat(live()).contains(prefix + "a");
    }

    @Test
    void aTopicThatWasCreatedAgainBetweenPlanAndApplyStays() throws Exception {
        createByHand("a");
        topics("a: {absent: true, reason: replaced}", "b: {partitions: 1}");
        var plan = desk.run("plan", "dev", "--out", "agreed.plan");
        assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(ExitCode.OK);
        cluster.admin().deleteTopics(List.of(prefix + "a")).all().get();
        org.awaitility.Awaitility.await().until(() -> live().isEmpty());
        createByHand("a");

        apply(ExitCode.STALE, "--plan", "agreed.plan");

        assertThat(live()).containsExactly(prefix + "a");
    }

    @Test
    void aTopicInUseGoesOnlyWhenThatIsDeclared() throws Exception {
        createByHand("a");
        try (var producer =
                new KafkaProducer<>(cluster.adminProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(prefix + "a", new byte[] {1})).get();
        }
        topics("a: {absent: true, reason: replaced}", "b: {partitions: 1}");

        apply(ExitCode.REFUSED);
        assertThat(live()).containsExactly(prefix + "a");

        topics("a: {absent: true, reason: replaced, evenIfActive: true}", "b: {partitions: 1}");
        apply(ExitCode.OK);
        assertThat(live()).containsExactly(prefix + "b");
    }

    @Test
    void moreDeletionsThanAllowedAreRefusedTogether() throws Exception {
        for (var topic : List.of("a", "b", "c")) {
            createByHand(topic);
        }
        topics(
                "a: {absent: true, reason: x}",
                "b: {absent: true, reason: x}",
                "c: {absent: true, reason: x}",
                "d: {partitions: 1}");

        apply(ExitCode.REFUSED);

        assertThat(live()).containsExactlyInAnyOrder(prefix + "a", prefix + "b", prefix + "c");
        assertThat(desk.ledger()).isEmpty();
    }

    @Test
    void anEmptySetIsRefused() throws Exception {
        var quotas =
                "quotas:\n  - {user: %1$sone, producer_byte_rate: 1MiB}\n  - {user: %1$stwo, producer_byte_rate: 1MiB}\n";
        desk.write("state.yaml", quotas.formatted(prefix)).commit("two quotas");
        apply(ExitCode.OK);
        desk.write("state.yaml", "quotas: []\n").commit("none");

        assertThat(apply(ExitCode.REFUSED).out()).contains("CAS-PLAN-005");

        assertThat(cluster.admin()
                        .describeClientQuotas(ClientQuotaFilter.all())
                        .entities()
                        .get()
                        .keySet())
                .filteredOn(
                        entity -> String.valueOf(entity.entries().get("user")).startsWith(prefix))
                .hasSize(2);
    }

    @Test
    void internalTopicsAndTheLocksOwnCannotBeDeleted() throws Exception {
        for (var topic : List.of("__consumer_offsets", "castellan.lock")) {
            desk.write("state.yaml", "topics:\n  " + topic + ": {absent: true, reason: x, evenIfActive: true}\n")
                    .commit("without " + topic);

            var said = desk.run("apply", "dev", "--yes");

            assertThat(said.exitCode()).as(said.out() + said.err()).isIn(ExitCode.INPUT, ExitCode.REFUSED);
        }
    }
}
