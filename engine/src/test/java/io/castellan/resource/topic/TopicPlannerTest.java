package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Change;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.model.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlannerTest {
    private static final StepId CONFIG = new StepId("topic.config", TopicRoom.KEY.id("a"));
    private static final StepId PARTITIONS = new StepId("topic.partitions", TopicRoom.KEY.id("a"));

    @Test
    void aNewTopicComesWithItsSettingsInOneStep() {
        var steps = new Scene()
                .desired("a: {partitions: 3, replicationFactor: 2, config: {segment.ms: 1d}}")
                .steps("a");

        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.executor()).isEqualTo("topic.create");
            assertThat(step.phase()).isEqualTo(Phase.CREATION);
            assertThat(StepArguments.newOne(step))
                    .isEqualTo(new StepArguments.NewOne(3, 2, Map.of("segment.ms", "86400000")));
        });
    }

    @Test
    void whatDestroysComesLastAndAfterEverythingElseOfTheTopic() {
        var steps = new Scene()
                .desired("a: {partitions: 6, config: {retention.ms: 1d, max.message.bytes: 2MiB}}")
                .live("a", 3, 1)
                .steps("a");

        assertThat(steps)
                .extracting(Step::executor)
                .containsExactly("topic.config", "topic.partitions", "topic.config.destructive");
        assertThat(steps)
                .extracting(Step::phase)
                .containsExactly(Phase.CONFIGURATION, Phase.CONFIGURATION, Phase.DESTRUCTIVE);
        assertThat(steps.get(0).after()).isEmpty();
        assertThat(steps.get(1).after()).containsExactly(CONFIG);
        assertThat(steps.get(2).after()).containsExactly(CONFIG, PARTITIONS);
        assertThat(StepArguments.moves(steps.get(0))).containsOnlyKeys("max.message.bytes");
        assertThat(StepArguments.moves(steps.get(2))).containsOnlyKeys("retention.ms");
    }

    @Test
    void settingsThatKafkaChecksTogetherChangeTogether() {
        var steps = new Scene()
                .desired("a: {config: {min.compaction.lag.ms: 1h, max.compaction.lag.ms: 2h}}")
                .live(
                        "a",
                        1,
                        1,
                        "cleanup.policy",
                        "compact",
                        "min.compaction.lag.ms",
                        "18000000",
                        "max.compaction.lag.ms",
                        "36000000")
                .steps("a");

        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.executor()).isEqualTo("topic.config.destructive");
            assertThat(StepArguments.moves(step)).containsOnlyKeys("min.compaction.lag.ms", "max.compaction.lag.ms");
        });
    }

    @Test
    void aSettingThatIsOnlyPinnedDoesNotWaitForWhatDestroys() {
        var steps = new Scene()
                .desired("a: {config: {retention.ms: 7d, retention.bytes: 1GiB}}")
                .live("a", 1, 1)
                .steps("a");

        assertThat(steps).extracting(Step::executor).containsExactly("topic.config", "topic.config.destructive");
        assertThat(StepArguments.moves(steps.get(0))).containsOnlyKeys("retention.ms");
        assertThat(StepArguments.moves(steps.get(1))).containsOnlyKeys("retention.bytes");
    }

    @Test
    void aTopicIsDeletedByTheIdThatPeopleSaw() {
        var steps = new Scene()
                .desired("a: {absent: true, reason: x}")
                .live("a", 1, 1)
                .steps("a");

        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.phase()).isEqualTo(Phase.DESTRUCTIVE);
            assertThat(StepArguments.uuid(step)).isEqualTo("uuid-of-a");
        });
    }

    @Test
    void theStepsOfAChangeAreTheSameAfterTheyAreDone() {
        var scene = new Scene()
                .desired("a: {config: {retention.ms: 1d, segment.ms: 1h, max.message.bytes: 2MiB}}")
                .live("a", 1, 1, "segment.ms", "500");
        var change = Change.of(scene.only("a"), new Target("test", "cluster"));
        var steps = new TopicPlanner().steps(List.of(change), scene);

        var done = new Scene()
                .live("a", 1, 1, "segment.ms", "3600000", "max.message.bytes", "2097152", "retention.ms", "86400000");

        assertThat(new TopicPlanner().steps(List.of(change), done)).isEqualTo(steps);
    }

    @Test
    void aStepStandsWhereTheTopicSays() {
        var scene = new Scene()
                .desired("a: {config: {segment.ms: 1h, max.message.bytes: 2MiB}}")
                .live("a", 1, 1, "segment.ms", "500");
        var step = scene.steps("a").get(0);

        assertThat(ofSettings(step, "segment.ms", "500")).isEqualTo(StepState.PENDING);
        assertThat(ofSettings(step, "segment.ms", "3600000")).isEqualTo(StepState.PENDING);
        assertThat(ofSettings(step, "segment.ms", "3600000", "max.message.bytes", "2097152"))
                .isEqualTo(StepState.DONE);
        assertThat(ofSettings(step, "segment.ms", "700")).isEqualTo(StepState.MOVED);
        assertThat(ofSettings(step)).isEqualTo(StepState.MOVED);
        assertThat(ofSettings(step, "segment.ms", "500", "flush.ms", "5")).isEqualTo(StepState.PENDING);
        assertThat(Standing.ofSettings(step, Observed.missing())).isEqualTo(StepState.MOVED);
        assertThat(Standing.ofSettings(step, Observed.unreadable("x"))).isEqualTo(StepState.UNKNOWABLE);
        assertThat(Standing.ofSettings(
                        step, Observed.present(Scene.topic("a", "another", 1, 1, Map.of("segment.ms", "500")))))
                .isEqualTo(StepState.MOVED);
    }

    @Test
    void aCreationIsDoneOnlyByTheTopicThatWasAskedFor() {
        var step = new Scene()
                .desired("a: {partitions: 3, replicationFactor: 2, config: {segment.ms: 1d}}")
                .steps("a")
                .get(0);

        assertThat(Standing.ofCreation(step, Observed.missing())).isEqualTo(StepState.PENDING);
        assertThat(ofCreation(step, 3, 2, "segment.ms", "86400000")).isEqualTo(StepState.DONE);
        assertThat(ofCreation(step, 2, 2, "segment.ms", "86400000")).isEqualTo(StepState.MOVED);
        assertThat(ofCreation(step, 3, 3, "segment.ms", "86400000")).isEqualTo(StepState.MOVED);
        assertThat(ofCreation(step, 3, 2)).isEqualTo(StepState.MOVED);
        assertThat(Standing.ofCreation(step, Observed.unreadable("x"))).isEqualTo(StepState.UNKNOWABLE);
        assertThat(Standing.ofShape(step, Observed.present(Scene.topic("a", 3, 2))))
                .isEqualTo(StepState.DONE);
        assertThat(Standing.ofShape(step, Observed.present(Scene.topic("a", 2, 2))))
                .isEqualTo(StepState.MOVED);
        assertThat(Standing.ofShape(step, Observed.missing())).isEqualTo(StepState.PENDING);
    }

    @Test
    void addedPartitionsStandWhereTheyAreCounted() {
        var step = new Scene()
                .desired("a: {partitions: 6}")
                .live("a", 3, 1)
                .steps("a")
                .get(0);

        assertThat(ofPartitions(step, 3)).isEqualTo(StepState.PENDING);
        assertThat(ofPartitions(step, 6)).isEqualTo(StepState.DONE);
        assertThat(ofPartitions(step, 4)).isEqualTo(StepState.MOVED);
    }

    @Test
    void aDeletionIsDoneWhenItsTopicIsGoneAlsoIfAnotherOneHasTheName() {
        var step = new Scene()
                .desired("a: {absent: true, reason: x}")
                .live("a", 1, 1)
                .steps("a")
                .get(0);

        assertThat(Standing.ofDeletion(step, Observed.present(Scene.topic("a", 1, 1))))
                .isEqualTo(StepState.PENDING);
        assertThat(Standing.ofDeletion(step, Observed.missing())).isEqualTo(StepState.DONE);
        assertThat(Standing.ofDeletion(step, Observed.present(Scene.topic("a", "another", 1, 1, Map.of()))))
                .isEqualTo(StepState.DONE);
        assertThat(Standing.ofDeletion(step, Observed.unreadable("x"))).isEqualTo(StepState.UNKNOWABLE);
    }

    private static StepState ofSettings(Step step, String... overrides) {
        return Standing.ofSettings(step, Observed.present(Scene.topic("a", 1, 1, overrides)));
    }

    private static StepState ofCreation(Step step, int partitions, int replicas, String... overrides) {
        return Standing.ofCreation(step, Observed.present(Scene.topic("a", partitions, replicas, overrides)));
    }

    private static StepState ofPartitions(Step step, int partitions) {
        return Standing.ofPartitions(step, Observed.present(Scene.topic("a", partitions, 1)));
    }
}
