package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Change;
import io.castellan.model.Fact.Degree;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.testing.RoomBench;
import io.castellan.testing.ThreeBrokers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics where replicas matter. */
class TopicsOnThreeBrokersIT {
    private static final int VICTIM = 3;

    private TopicBench topics;

    @BeforeEach
    void open() {
        topics = new TopicBench(ThreeBrokers.get());
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void aNewTopicIsSpreadOverTheRacks() throws Exception {
        topics.declare("a: {partitions: 6, replicationFactor: 3, config: {min.insync.replicas: 2}}");

        topics.bench.apply();

        for (var partition : topics.admin
                .describeTopics(List.of(topics.prefix + "a"))
                .allTopicNames()
                .get()
                .get(topics.prefix + "a")
                .partitions()) {
            assertThat(partition.replicas())
                    .extracting(Node::rack)
                    .doesNotHaveDuplicates()
                    .hasSize(3);
        }
        assertThat(planned()).isEmpty();
    }

    @Test
    void theReplicasInSyncThatAreNeededMoveInBothDirectionsWithinTheLiveReplicas() {
        topics.declare("a: {partitions: 1, replicationFactor: 3, config: {min.insync.replicas: 1}}");
        topics.bench.apply();

        topics.declare("a: {config: {min.insync.replicas: 2}}");
        assertThat(AlterationTest.codes(planned().get(0).difference())).containsExactly("MIN_ISR_RAISED");
        topics.bench.apply();
        topics.declare("a: {config: {min.insync.replicas: 1}}");
        assertThat(AlterationTest.codes(planned().get(0).difference())).containsExactly("MIN_ISR_BELOW_DURABLE");
        topics.bench.apply();

        assertThat(planned()).isEmpty();
        topics.declare("a: {config: {min.insync.replicas: 4}}");
        assertThat(AlterationTest.refusal(
                        RoomBench.of(topics.bench.plan(), topics.prefix).get(0).difference()))
                .isEqualTo(TopicCodes.MIN_ISR_ABOVE_REPLICAS);
    }

    @Test
    void oneDeadBrokerDoesNotStopAShorterRetention() throws Exception {
        topics.admin
                .createTopics(List.of(
                        new NewTopic(topics.prefix + "three", 3, (short) 3),
                        new NewTopic(topics.prefix + "lonely", Map.of(0, List.of(VICTIM)))))
                .all()
                .get();
        Awaitility.await()
                .until(() -> new HashSet<>(topics.admin.listTopics().names().get())
                        .containsAll(List.of(topics.prefix + "three", topics.prefix + "lonely")));
        ThreeBrokers.get().sandbox().killNode(VICTIM);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> topics.admin.describeCluster().nodes().get().size() == 2);
            topics.bench.reopen();
            topics.declare(
                    "three: {config: {retention.bytes: 1GiB, retention.ms: 1d}}",
                    "lonely: {config: {retention.bytes: 1GiB, retention.ms: 1d}}");

            var planned = planned();
            var report = topics.bench.apply();

            assertThat(planned).hasSize(2);
            assertThat(certainty(planned.get(0))).isEqualTo(Degree.UNKNOWN);
            assertThat(certainty(planned.get(1))).isEqualTo(Degree.ESTIMATE);
            assertThat(report.outcome().changes())
                    .extracting(ChangeOutcome::result)
                    .containsExactly(ChangeResult.APPLIED, ChangeResult.APPLIED);
            assertThat(planned()).isEmpty();

            topics.declare("new: {partitions: 1, replicationFactor: 3}");
            assertThat(AlterationTest.refusal(RoomBench.of(topics.bench.plan(), topics.prefix + "new")
                            .get(0)
                            .difference()))
                    .isEqualTo(TopicCodes.REPLICAS_ABOVE_BROKERS);
        } finally {
            ThreeBrokers.get().sandbox().startNode(VICTIM);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> topics
                            .admin
                            .describeTopics(List.of(topics.prefix + "three"))
                            .allTopicNames()
                            .get()
                            .get(topics.prefix + "three")
                            .partitions()
                            .stream()
                            .allMatch(partition -> partition.isr().size() == 3));
        }
    }

    private static Degree certainty(Change change) {
        return Facts.find(change.difference().facts(), Facts.BYTES_DROPPED)
                .orElseThrow()
                .certainty()
                .degree();
    }

    private List<Change> planned() {
        return RoomBench.of(topics.bench.plan(), topics.prefix).stream()
                .filter(change -> change.disposition().isPlanned())
                .toList();
    }
}
