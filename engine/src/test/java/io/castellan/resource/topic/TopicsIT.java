package io.castellan.resource.topic;

import static io.castellan.resource.topic.AlterationTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.apply.ApplyReport;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.model.Change;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Plan;
import io.castellan.model.RiskClass;
import io.castellan.model.Verb;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SharedBroker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics of a real broker, from the state file to the cluster. */
class TopicsIT {
    private final String prefix = SharedBroker.get().prefix();
    private final Admin admin = SharedBroker.get().admin();
    private RoomBench bench;

    @BeforeEach
    void open() {
        bench = new RoomBench(SharedBroker.get().adminProperties(), TopicRoom.room());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void afterAnApplyThePlanIsEmptyHoweverValuesAreWritten() throws Exception {
        declare(
                "equal: {partitions: 1, replicationFactor: 1, config: {retention.ms: 7d, retention.bytes: -1,"
                        + " cleanup.policy: delete, min.insync.replicas: 1, compression.type: producer}}",
                "reordered: {partitions: 3, replicationFactor: 1, config: {cleanup.policy: 'delete, compact'}}",
                "aslist: {partitions: 1, replicationFactor: 1, config: {cleanup.policy: [compact, delete]}}",
                "units: {partitions: 2, replicationFactor: 1, config: {retention.ms: 36h, retention.bytes: 50GiB,"
                        + " segment.bytes: 64MiB, max.message.bytes: 2MiB, delete.retention.ms: 90m}}",
                "numbers: {partitions: 1, replicationFactor: 1, config: {min.cleanable.dirty.ratio: 0.50,"
                        + " flush.ms: unlimited, retention.bytes: unlimited, preallocate: 'False'}}",
                "plain: {partitions: 1, replicationFactor: 1}");

        var report = bench.apply();

        assertThat(results(report)).hasSize(6).containsOnly(ChangeResult.APPLIED);
        assertThat(ours(bench.plan())).isEmpty();
        assertThat(overrides("equal")).containsOnlyKeys(
                "retention.ms", "retention.bytes", "cleanup.policy", "min.insync.replicas", "compression.type");
        assertThat(overrides("units")).containsEntry("retention.bytes", "53687091200");
    }

    @Test
    void aDeclaredSettingIsSetOnAnExistingTopicAlsoWhenTheBrokerSaysTheSame() throws Exception {
        create("a", 1, Map.of());
        declare("a: {config: {retention.ms: 7d, retention.bytes: -1}}");

        var change = only(bench.plan());

        assertThat(texts(change.difference()))
                .containsExactly("config.retention.bytes: (unset) → -1", "config.retention.ms: (unset) → 604800000");
        assertThat(change.difference().worstRisk()).isEqualTo(RiskClass.SAFE);
        bench.apply();
        assertThat(overrides("a")).containsEntry("retention.ms", "604800000");
        assertThat(ours(bench.plan())).isEmpty();
    }

    @Test
    void aSettingIsUnsetWhenItIsDeclaredNoLongerAndItsRiskIsThatOfTheInheritedValue() throws Exception {
        declare("a: {partitions: 1, replicationFactor: 1, config: {retention.ms: 1h, retention.bytes: 1GiB}}");
        bench.apply();
        declare("a: {partitions: 1, replicationFactor: 1, config: {retention.bytes: 1GiB}}");

        var change = only(bench.plan());

        assertThat(texts(change.difference())).containsExactly("config.retention.ms: 3600000 → (unset)");
        assertThat(AlterationTest.codes(change.difference())).containsExactly("RETENTION_EXTENDED");
        bench.apply();
        assertThat(overrides("a")).containsOnlyKeys("retention.bytes");
        assertThat(ours(bench.plan())).isEmpty();
    }

    @Test
    void whatNobodyDeclaredIsListedAndSurvives() throws Exception {
        create("declared", 1, Map.of("segment.ms", "3600000"));
        create("stranger", 1, Map.of());
        declare("declared: {config: {retention.ms: 1d, retention.bytes: -1}}");

        var plan = ours(bench.plan());
        bench.apply();

        assertThat(plan)
                .extracting(change -> change.id().name().substring(prefix.length()) + " "
                        + change.disposition().word())
                .containsExactly("declared planned", "declared unmanaged", "stranger unmanaged");
        assertThat(overrides("declared")).containsEntry("segment.ms", "3600000");
        declare("nothing: {absent: true, reason: so that topics are declared}");
        bench.apply();
        assertThat(admin.listTopics().names().get()).contains(prefix + "declared", prefix + "stranger");
    }

    @Test
    void anotherReplicationFactorAndFewerPartitionsAreRefusedAndNothingChanges() throws Exception {
        create("factor", 1, Map.of());
        create("fewer", 6, Map.of());
        declare(
                "factor: {replicationFactor: 3}",
                "fewer: {partitions: 3}",
                "good: {partitions: 1, replicationFactor: 1}");

        var refused = bench.plan().refused();

        assertThat(refused)
                .extracting(change -> change.disposition().refusal().orElseThrow().code())
                .containsExactly(TopicCodes.REPLICATION_FACTOR_DIFFERS, TopicCodes.PARTITION_DECREASE);
        assertThatThrownBy(bench::apply)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(admin.listTopics().names().get()).doesNotContain(prefix + "good");
        bench.apply(TopicRoom.KEY.id(prefix + "good"));
        assertThat(admin.listTopics().names().get()).contains(prefix + "good");
    }

    @Test
    void aSettingThatTheLiveReplicationFactorCannotBearIsRefused() throws Exception {
        create("a", 1, Map.of());
        declare("a: {config: {min.insync.replicas: 2}}");

        assertThat(AlterationTest.refusal(only(bench.plan()).difference()))
                .isEqualTo(TopicCodes.MIN_ISR_ABOVE_REPLICAS);
    }

    @Test
    void moreReplicasThanBrokersAndACollidingNameAreRefused() throws Exception {
        create("a_b", 1, Map.of());
        declare("a.b: {partitions: 1, replicationFactor: 1}", "wide: {partitions: 1, replicationFactor: 3}");

        assertThat(bench.plan().refused())
                .extracting(change -> change.disposition().refusal().orElseThrow().code())
                .containsExactly(TopicCodes.COLLIDES_WITH_LIVE, TopicCodes.REPLICAS_ABOVE_BROKERS);
    }

    @Test
    void partitionsAreAdded() throws Exception {
        create("a", 2, Map.of());
        declare("a: {partitions: 5}");

        var change = only(bench.plan());
        bench.apply();

        assertThat(change.difference().worstRisk()).isEqualTo(RiskClass.IRREVERSIBLE);
        assertThat(partitions("a")).isEqualTo(5);
        assertThat(ours(bench.plan())).isEmpty();
    }

    @Test
    void interlockedSettingsChangeAtOnceInBothDirections() throws Exception {
        var low = "config: {cleanup.policy: compact, min.compaction.lag.ms: 1m, max.compaction.lag.ms: 2m}}";
        var high = "config: {cleanup.policy: compact, min.compaction.lag.ms: 1h, max.compaction.lag.ms: 2h}}";
        declare("a: {partitions: 1, replicationFactor: 1, " + low);
        bench.apply();

        declare("a: {partitions: 1, replicationFactor: 1, " + high);
        assertThat(results(bench.apply())).containsExactly(ChangeResult.APPLIED);
        declare("a: {partitions: 1, replicationFactor: 1, " + low);
        assertThat(results(bench.apply())).containsExactly(ChangeResult.APPLIED);

        assertThat(overrides("a")).containsEntry("max.compaction.lag.ms", "120000");
    }

    @Test
    void anOldPlanDoesNotRunOnATopicThatSomebodyChanged() throws Exception {
        create("a", 1, Map.of("max.message.bytes", "1000000"));
        declare("a: {config: {max.message.bytes: 2MiB}}");
        var plan = bench.plan();

        set("a", "max.message.bytes", "500000");

        assertThatThrownBy(() -> bench.apply(plan))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STALE));
        assertThat(overrides("a")).containsEntry("max.message.bytes", "500000");
    }

    @Test
    void anOldPlanDoesNotRunOnATopicThatWasCreatedAnew() throws Exception {
        create("gone", 1, Map.of());
        create("changed", 1, Map.of());
        declare("gone: {absent: true, reason: old}", "changed: {config: {max.message.bytes: 2MiB}}");
        var plan = bench.plan();

        recreate("gone");
        recreate("changed");

        assertThatThrownBy(() -> bench.apply(plan))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STALE));
        assertThat(admin.listTopics().names().get()).contains(prefix + "gone");
        assertThat(overrides("changed")).isEmpty();
    }

    @Test
    void aStepDoesNotTouchATopicThatWasCreatedAnewAfterTheLastLook() throws Exception {
        create("gone", 1, Map.of());
        create("changed", 1, Map.of());
        declare("gone: {absent: true, reason: old}", "changed: {config: {max.message.bytes: 2MiB}}");
        var steps = bench.plan().steps().stream()
                .collect(java.util.stream.Collectors.toMap(
                        step -> step.id().subject().name().substring(prefix.length()), step -> step));

        recreate("gone");
        recreate("changed");

        assertThat(TopicExecutor.delete().inspect(List.of(steps.get("gone")), bench.cluster()))
                .containsValue(io.castellan.model.StepState.DONE);
        assertThat(TopicExecutor.config(TopicPlanner.CONFIG).inspect(List.of(steps.get("changed")), bench.cluster()))
                .containsValue(io.castellan.model.StepState.MOVED);
        var sent = TopicExecutor.delete()
                .sending()
                .apply(
                        bench.access().writes(io.castellan.kafka.CallBudget.each(java.time.Duration.ofSeconds(5))),
                        List.of(steps.get("gone")));
        assertThat(sent).hasSize(1);
        assertThat(admin.describeTopics(List.of(prefix + "gone")).allTopicNames().get())
                .containsKey(prefix + "gone");
    }

    @Test
    void aTombstoneWorksOnce() throws Exception {
        create("a", 1, Map.of());
        declare("a: {absent: true, reason: old}", "b: {partitions: 1, replicationFactor: 1}");

        assertThat(change(bench.plan(), "a").verb()).isEqualTo(Verb.DELETE);
        bench.apply();
        assertThat(ours(bench.plan())).isEmpty();

        create("a", 1, Map.of());
        assertThat(AlterationTest.refusal(change(bench.plan(), "a").difference()))
                .isEqualTo(TopicCodes.TOMBSTONE_EXECUTED);
        declare("a: {absent: true, reason: it came back}", "b: {partitions: 1, replicationFactor: 1}");
        assertThat(change(bench.plan(), "a").disposition().isPlanned()).isTrue();
        bench.apply();
        assertThat(ours(bench.plan())).isEmpty();
    }

    @Test
    void moreTombstonesThanTheEnvironmentAllowsAreRefusedTogether() throws Exception {
        var names = List.of("a", "b", "c");
        for (var name : names) {
            create(name, 1, Map.of());
        }
        bench.environment("protection: {maxDeletes: 2, maxDeleteShare: 100%}\n");
        declare(names.stream().map(name -> name + ": {absent: true, reason: old}").toArray(String[]::new));

        assertThat(ours(bench.plan()))
                .hasSize(3)
                .allMatch(change -> change.disposition().refusal().isPresent());
        assertThatThrownBy(bench::apply).isInstanceOf(Failure.class);
        assertThat(admin.listTopics().names().get()).contains(prefix + "a", prefix + "b", prefix + "c");
    }

    @Test
    void whatKafkaRefusesFailsAloneAndInKafkasWords() throws Exception {
        declare(
                "bad: {partitions: 1, replicationFactor: 1, config: {remote.storage.enable: true}}",
                "good: {partitions: 1, replicationFactor: 1}");

        var report = bench.apply();

        var outcomes = new TreeMap<String, ChangeOutcome>();
        report.outcome().changes().forEach(one -> outcomes.put(one.id().name().substring(prefix.length()), one));
        assertThat(outcomes.get("good").result()).isEqualTo(ChangeResult.APPLIED);
        assertThat(outcomes.get("bad").result()).isEqualTo(ChangeResult.FAILED);
        assertThat(outcomes.get("bad").message()).contains("InvalidConfigurationException", "emote");
    }

    @Test
    void planningAsksAsOftenForManyTopicsAsForFew() throws Exception {
        var few = IntStream.range(0, 5).mapToObj(i -> "few" + i + ": " + settings()).toList();
        var many = IntStream.range(0, 300)
                .mapToObj(i -> "many" + i + ": " + settings())
                .toList();

        declare(few.toArray(String[]::new));
        long created = requests(bench::apply);
        long forFew = requests(bench::plan);
        declare(many.toArray(String[]::new));
        long forMissing = requests(bench::plan);
        assertThat(results(bench.apply())).hasSize(300).containsOnly(ChangeResult.APPLIED);
        long forMany = requests(bench::plan);

        assertThat(forMissing).isEqualTo(forFew);
        assertThat(forMany).isEqualTo(forFew).isLessThanOrEqualTo(4);
        assertThat(created).isPositive();
        admin.deleteTopics(IntStream.range(0, 300).mapToObj(i -> prefix + "many" + i).toList())
                .all()
                .get();
    }

    private static String settings() {
        return "{partitions: 1, replicationFactor: 1, config: {retention.ms: 1d, retention.bytes: 1GiB}}";
    }

    private long requests(Runnable work) {
        var before = bench.access().traffic();
        work.run();
        return bench.access().traffic().since(before).requests();
    }

    private void declare(String... lines) {
        var yaml = new StringBuilder("topics:\n");
        for (var line : lines) {
            yaml.append("  ").append(prefix).append(line).append('\n');
        }
        bench.commit(yaml.toString());
    }

    private void create(String name, int partitions, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(prefix + name, Optional.of(partitions), Optional.of((short) 1))
                        .configs(settings)))
                .all()
                .get();
        org.awaitility.Awaitility.await()
                .until(() -> admin.listTopics().names().get().contains(prefix + name));
    }

    private void recreate(String name) throws Exception {
        admin.deleteTopics(List.of(prefix + name)).all().get();
        org.awaitility.Awaitility.await()
                .until(() -> !admin.listTopics().names().get().contains(prefix + name));
        create(name, 1, Map.of());
    }

    private void set(String name, String key, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + name);
        admin.incrementalAlterConfigs(Map.of(
                        resource,
                        List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        org.awaitility.Awaitility.await().until(() -> value.equals(overrides(name).get(key)));
    }

    private Map<String, String> overrides(String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + name);
        var overrides = new TreeMap<String, String>();
        admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> overrides.put(entry.name(), entry.value()));
        return overrides;
    }

    private int partitions(String name) throws Exception {
        return admin.describeTopics(List.of(prefix + name))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    private List<Change> ours(Plan plan) {
        return RoomBench.of(plan, prefix);
    }

    private Change only(Plan plan) {
        assertThat(ours(plan)).hasSize(1);
        return ours(plan).get(0);
    }

    private Change change(Plan plan, String name) {
        return ours(plan).stream()
                .filter(change -> change.id().name().equals(prefix + name))
                .findFirst()
                .orElseThrow();
    }

    private static List<ChangeResult> results(ApplyReport report) {
        return report.outcome().changes().stream().map(ChangeOutcome::result).toList();
    }
}
