package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.kafka.CallBudget;
import io.castellan.model.StepState;
import io.castellan.model.Verb;
import io.castellan.testing.SharedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics of a real broker that somebody else changed, deleted or created anew. */
class MovedTopicsIT {
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
    void anOldPlanDoesNotRunOnATopicThatSomebodyChanged() throws Exception {
        topics.create("a", 1, Map.of("max.message.bytes", "1000000"));
        topics.declare("a: {config: {max.message.bytes: 2MiB}}");
        var plan = topics.bench.plan();

        topics.set("a", "max.message.bytes", "500000");

        assertThatThrownBy(() -> topics.bench.apply(plan))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STALE));
        assertThat(topics.overrides("a")).containsEntry("max.message.bytes", "500000");
    }

    @Test
    void anOldPlanDoesNotRunOnATopicThatWasCreatedAnew() throws Exception {
        topics.create("gone", 1, Map.of());
        topics.create("changed", 1, Map.of());
        topics.declare("gone: {absent: true, reason: old}", "changed: {config: {max.message.bytes: 2MiB}}");
        var plan = topics.bench.plan();

        topics.recreate("gone");
        topics.recreate("changed");

        assertThatThrownBy(() -> topics.bench.apply(plan))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STALE));
        assertThat(topics.admin.listTopics().names().get()).contains(topics.prefix + "gone");
        assertThat(topics.overrides("changed")).isEmpty();
    }

    @Test
    void aStepDoesNotTouchATopicThatWasCreatedAnewAfterTheLastLook() throws Exception {
        topics.create("gone", 1, Map.of());
        topics.create("changed", 1, Map.of());
        topics.declare("gone: {absent: true, reason: old}", "changed: {config: {max.message.bytes: 2MiB}}");
        var steps = topics.bench.plan().steps().stream()
                .collect(Collectors.toMap(
                        step -> step.id().subject().name().substring(topics.prefix.length()), step -> step));

        topics.recreate("gone");
        topics.recreate("changed");

        assertThat(TopicExecutor.delete().inspect(List.of(steps.get("gone")), topics.bench.cluster()))
                .containsValue(StepState.DONE);
        assertThat(TopicExecutor.config(TopicPlanner.CONFIG)
                        .inspect(List.of(steps.get("changed")), topics.bench.cluster()))
                .containsValue(StepState.MOVED);
        var sent = TopicExecutor.delete()
                .sending()
                .apply(
                        topics.bench.access().writes(CallBudget.each(Duration.ofSeconds(5))),
                        List.of(steps.get("gone")));
        assertThat(sent).hasSize(1);
        assertThat(topics.admin
                        .describeTopics(List.of(topics.prefix + "gone"))
                        .allTopicNames()
                        .get())
                .containsKey(topics.prefix + "gone");
    }

    @Test
    void aTombstoneWorksOnce() throws Exception {
        topics.create("a", 1, Map.of());
        topics.declare("a: {absent: true, reason: old}", "b: {partitions: 1, replicationFactor: 1}");

        assertThat(topics.change(topics.bench.plan(), "a").verb()).isEqualTo(Verb.DELETE);
        topics.bench.apply();
        assertThat(topics.ours(topics.bench.plan())).isEmpty();

        topics.create("a", 1, Map.of());
        assertThat(AlterationTest.refusal(
                        topics.change(topics.bench.plan(), "a").difference()))
                .isEqualTo(TopicCodes.TOMBSTONE_EXECUTED);
        topics.declare("a: {absent: true, reason: it came back}", "b: {partitions: 1, replicationFactor: 1}");
        assertThat(topics.change(topics.bench.plan(), "a").disposition().isPlanned())
                .isTrue();
        topics.bench.apply();
        assertThat(topics.ours(topics.bench.plan())).isEmpty();
    }
}
