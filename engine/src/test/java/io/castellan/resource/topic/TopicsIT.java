package io.castellan.resource.topic;

import static io.castellan.resource.topic.AlterationTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.RiskClass;
import io.castellan.testing.SharedBroker;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics of a real broker, from the state file to the cluster. */
class TopicsIT {
    private TopicBench topics;

    @BeforeEach
    void open() {
        topics = new TopicBench(SharedBroker.get());
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void afterAnApplyThePlanIsEmptyHoweverValuesAreWritten() throws Exception {
        topics.declare(
                "equal: {partitions: 1, replicationFactor: 1, config: {retention.ms: 7d, retention.bytes: -1,"
                        + " cleanup.policy: delete, min.insync.replicas: 1, compression.type: producer}}",
                "reordered: {partitions: 3, replicationFactor: 1, config: {cleanup.policy: 'delete, compact'}}",
                "aslist: {partitions: 1, replicationFactor: 1, config: {cleanup.policy: [compact, delete]}}",
                "units: {partitions: 2, replicationFactor: 1, config: {retention.ms: 36h, retention.bytes: 50GiB,"
                        + " segment.bytes: 64MiB, max.message.bytes: 2MiB, delete.retention.ms: 90m}}",
                "numbers: {partitions: 1, replicationFactor: 1, config: {min.cleanable.dirty.ratio: 0.50,"
                        + " flush.ms: unlimited, retention.bytes: unlimited, preallocate: 'False'}}",
                "plain: {partitions: 1, replicationFactor: 1}");

        var report = topics.bench.apply();

        assertThat(TopicBench.results(report)).hasSize(6).containsOnly(ChangeResult.APPLIED);
        assertThat(topics.ours(topics.bench.plan())).isEmpty();
        assertThat(topics.overrides("equal"))
                .containsOnlyKeys(
                        "retention.ms", "retention.bytes", "cleanup.policy", "min.insync.replicas", "compression.type");
        assertThat(topics.overrides("units")).containsEntry("retention.bytes", "53687091200");
    }

    @Test
    void aDeclaredSettingIsSetOnAnExistingTopicAlsoWhenTheBrokerSaysTheSame() throws Exception {
        topics.create("a", 1, Map.of());
        topics.declare("a: {config: {retention.ms: 7d, retention.bytes: -1}}");

        var change = topics.only(topics.bench.plan());

        assertThat(texts(change.difference()))
                .containsExactly("config.retention.bytes: (unset) → -1", "config.retention.ms: (unset) → 604800000");
        assertThat(change.difference().worstRisk()).isEqualTo(RiskClass.SAFE);
        topics.bench.apply();
        assertThat(topics.overrides("a")).containsEntry("retention.ms", "604800000");
        assertThat(topics.ours(topics.bench.plan())).isEmpty();
    }

    @Test
    void aSettingIsUnsetWhenItIsDeclaredNoLongerAndItsRiskIsThatOfTheInheritedValue() throws Exception {
        topics.declare("a: {partitions: 1, replicationFactor: 1, config: {retention.ms: 1h, retention.bytes: 1GiB}}");
        topics.bench.apply();
        topics.declare("a: {partitions: 1, replicationFactor: 1, config: {retention.bytes: 1GiB}}");

        var change = topics.only(topics.bench.plan());

        assertThat(texts(change.difference())).containsExactly("config.retention.ms: 3600000 → (unset)");
        assertThat(AlterationTest.codes(change.difference())).containsExactly("RETENTION_EXTENDED");
        topics.bench.apply();
        assertThat(topics.overrides("a")).containsOnlyKeys("retention.bytes");
        assertThat(topics.ours(topics.bench.plan())).isEmpty();
    }

    @Test
    void whatNobodyDeclaredIsListedAndSurvives() throws Exception {
        topics.create("declared", 1, Map.of("segment.ms", "3600000"));
        topics.create("stranger", 1, Map.of());
        topics.declare("declared: {config: {retention.ms: 1d, retention.bytes: -1}}");

        var plan = topics.ours(topics.bench.plan());
        topics.bench.apply();

        assertThat(plan)
                .extracting(change -> change.id().name().substring(topics.prefix.length()) + " "
                        + change.disposition().word())
                .containsExactly("declared planned", "declared unmanaged", "stranger unmanaged");
        assertThat(topics.overrides("declared")).containsEntry("segment.ms", "3600000");
        topics.declare("nothing: {absent: true, reason: so that topics are declared}");
        topics.bench.apply();
        assertThat(topics.admin.listTopics().names().get())
                .contains(topics.prefix + "declared", topics.prefix + "stranger");
    }

    @Test
    void anotherReplicationFactorAndFewerPartitionsAreRefusedAndNothingChanges() throws Exception {
        topics.create("factor", 1, Map.of());
        topics.create("fewer", 6, Map.of());
        topics.declare(
                "factor: {replicationFactor: 3}",
                "fewer: {partitions: 3}",
                "good: {partitions: 1, replicationFactor: 1}");

        var refused = topics.bench.plan().refused();

        assertThat(refused)
                .extracting(
                        change -> change.disposition().refusal().orElseThrow().code())
                .containsExactly(TopicCodes.REPLICATION_FACTOR_DIFFERS, TopicCodes.PARTITION_DECREASE);
        assertThatThrownBy(topics.bench::apply)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(topics.admin.listTopics().names().get()).doesNotContain(topics.prefix + "good");
        topics.bench.apply(TopicRoom.KEY.id(topics.prefix + "good"));
        assertThat(topics.admin.listTopics().names().get()).contains(topics.prefix + "good");
    }

    @Test
    void aSettingThatTheLiveReplicationFactorCannotBearIsRefused() throws Exception {
        topics.create("a", 1, Map.of());
        topics.declare("a: {config: {min.insync.replicas: 2}}");

        assertThat(AlterationTest.refusal(topics.only(topics.bench.plan()).difference()))
                .isEqualTo(TopicCodes.MIN_ISR_ABOVE_REPLICAS);
    }

    @Test
    void moreReplicasThanBrokersAndACollidingNameAreRefused() throws Exception {
        topics.create("a_b", 1, Map.of());
        topics.declare("a.b: {partitions: 1, replicationFactor: 1}", "wide: {partitions: 1, replicationFactor: 3}");

        assertThat(topics.bench.plan().refused())
                .extracting(
                        change -> change.disposition().refusal().orElseThrow().code())
                .containsExactly(TopicCodes.COLLIDES_WITH_LIVE, TopicCodes.REPLICAS_ABOVE_BROKERS);
    }

    @Test
    void partitionsAreAdded() throws Exception {
        topics.create("a", 2, Map.of());
        topics.declare("a: {partitions: 5}");

        var change = topics.only(topics.bench.plan());
        topics.bench.apply();

        assertThat(change.difference().worstRisk()).isEqualTo(RiskClass.IRREVERSIBLE);
        assertThat(topics.partitions("a")).isEqualTo(5);
        assertThat(topics.ours(topics.bench.plan())).isEmpty();
    }

    @Test
    void interlockedSettingsChangeAtOnceInBothDirections() throws Exception {
        var low = "config: {cleanup.policy: compact, min.compaction.lag.ms: 1m, max.compaction.lag.ms: 2m}}";
        var high = "config: {cleanup.policy: compact, min.compaction.lag.ms: 1h, max.compaction.lag.ms: 2h}}";
        topics.declare("a: {partitions: 1, replicationFactor: 1, " + low);
        topics.bench.apply();

        topics.declare("a: {partitions: 1, replicationFactor: 1, " + high);
        assertThat(TopicBench.results(topics.bench.apply())).containsExactly(ChangeResult.APPLIED);
        topics.declare("a: {partitions: 1, replicationFactor: 1, " + low);
        assertThat(TopicBench.results(topics.bench.apply())).containsExactly(ChangeResult.APPLIED);

        assertThat(topics.overrides("a")).containsEntry("max.compaction.lag.ms", "120000");
    }

    @Test
    void moreTombstonesThanTheEnvironmentAllowsAreRefusedTogether() throws Exception {
        var names = List.of("a", "b", "c");
        for (var name : names) {
            topics.create(name, 1, Map.of());
        }
        topics.bench.environment("protection: {maxDeletes: 2, maxDeleteShare: 100%}\n");
        topics.declare(names.stream()
                .map(name -> name + ": {absent: true, reason: old}")
                .toArray(String[]::new));

        assertThat(topics.ours(topics.bench.plan()))
                .hasSize(3)
                .allMatch(change -> change.disposition().refusal().isPresent());
        assertThatThrownBy(topics.bench::apply).isInstanceOf(Failure.class);
        assertThat(topics.admin.listTopics().names().get())
                .contains(topics.prefix + "a", topics.prefix + "b", topics.prefix + "c");
    }

    @Test
    void whatKafkaWouldRefuseIsToldInItsWordsBeforeAnythingIsChanged() {
        topics.declare(
                "bad: {partitions: 1, replicationFactor: 1, config: {remote.storage.enable: true}}",
                "good: {partitions: 1, replicationFactor: 1}");

        assertThatThrownBy(topics.bench::apply)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageContaining("CAS-TOPIC-030")
                .hasMessageContaining("InvalidConfigurationException");
        assertThat(topics.bench.plan().planned()).as("nothing was created").hasSize(2);
    }

    @Test
    void planningAsksAsOftenForManyTopicsAsForFew() throws Exception {
        var few = IntStream.range(0, 5)
                .mapToObj(i -> "few" + i + ": " + settings())
                .toList();
        var many = IntStream.range(0, 300)
                .mapToObj(i -> "many" + i + ": " + settings())
                .toList();

        topics.declare(few.toArray(String[]::new));
        long created = topics.requests(topics.bench::apply);
        long forFew = topics.requests(topics.bench::plan);
        topics.declare(many.toArray(String[]::new));
        long forMissing = topics.requests(topics.bench::plan);
        assertThat(TopicBench.results(topics.bench.apply())).hasSize(300).containsOnly(ChangeResult.APPLIED);
        long forMany = topics.requests(topics.bench::plan);

        assertThat(forMissing).isEqualTo(forFew);
        assertThat(forMany).isEqualTo(forFew).isLessThanOrEqualTo(4);
        assertThat(created).isPositive();
        topics.admin
                .deleteTopics(IntStream.range(0, 300)
                        .mapToObj(i -> topics.prefix + "many" + i)
                        .toList())
                .all()
                .get();
    }

    private static String settings() {
        return "{partitions: 1, replicationFactor: 1, config: {retention.ms: 1d, retention.bytes: 1GiB}}";
    }
}
