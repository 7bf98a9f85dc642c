package io.castellan.resource.topic;

import static io.castellan.resource.topic.AlterationTest.codes;
import static io.castellan.resource.topic.AlterationTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Ceiling;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Unit;
import io.castellan.model.Protection;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A live topic that shall be gone. */
class DeletionTest {
    private static final String TOMBSTONE = "a: {absent: true, reason: replaced by b}";

    @Test
    void itIsDeletedByItsId() {
        var scene = new Scene().desired(TOMBSTONE).live("a", 1, 1);
        var difference = scene.only("a");

        assertThat(difference.verb()).isEqualTo(Verb.DELETE);
        assertThat(difference.disposition()).isEqualTo(Disposition.PLANNED);
        assertThat(difference.uuid()).contains("uuid-of-a");
        assertThat(codes(difference)).containsExactly("TOPIC_DELETED");
        assertThat(difference.facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact.value()).isEqualTo(Value.text("replaced by b")));
    }

    @Test
    void aLaterTopicOfTheNameIsRefusedOnceTheTombstoneIsExecuted() {
        var difference = new Scene()
                .applied(TOMBSTONE)
                .desired(TOMBSTONE)
                .live("a", 1, 1)
                .only("a");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.TOMBSTONE_EXECUTED);
        assertThat(difference.disposition().refusal().orElseThrow().message()).contains("tombstone already executed");
    }

    @Test
    void aTombstoneWhoseApplyDidNotEndWellIsNotExecuted() {
        assertThat(new Scene()
                        .applied("a: {partitions: 1}")
                        .attempted(TOMBSTONE)
                        .desired(TOMBSTONE)
                        .live("a", 1, 1)
                        .only("a")
                        .disposition())
                .isEqualTo(Disposition.PLANNED);
    }

    @Test
    void anotherTombstoneIsANewWish() {
        assertThat(new Scene()
                        .applied(TOMBSTONE)
                        .desired("a: {absent: true, reason: it came back by mistake}")
                        .live("a", 1, 1)
                        .only("a")
                        .disposition())
                .isEqualTo(Disposition.PLANNED);
    }

    @Test
    void aTopicThatWasWrittenInTheLastDaysIsRefused() {
        assertThat(refusal(withFacts(TOMBSTONE, written(Duration.ofDays(6)), readers(0))
                        .only("a")))
                .isEqualTo(TopicCodes.ACTIVE);
        assertThat(withFacts(TOMBSTONE, written(Duration.ofDays(8)), readers(0))
                        .only("a")
                        .disposition())
                .isEqualTo(Disposition.PLANNED);
    }

    @Test
    void aTopicThatWasNeverWrittenIsNotActive() {
        var empty = new Fact("lastWritten", Value.unset(), Unit.INSTANT, Certainty.exact(), Files.NOW);

        assertThat(withFacts(TOMBSTONE, empty, readers(0)).only("a").disposition())
                .isEqualTo(Disposition.PLANNED);
    }

    @Test
    void aTopicThatGroupsReadIsRefusedAndTheyAreNamed() {
        var difference = withFacts(
                        TOMBSTONE,
                        written(Duration.ofDays(100)),
                        readers(2),
                        new Fact(
                                "readers",
                                Value.texts(List.of("billing", "search")),
                                Unit.NONE,
                                Certainty.exact(),
                                Files.NOW))
                .only("a");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.ACTIVE);
        assertThat(difference.disposition().refusal().orElseThrow().message())
                .contains("2 groups read it: billing, search");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lastWritten", "readingGroups"})
    void whatIsUnknownMayBeActive(String name) {
        var unknown = new Fact(name, Value.unset(), Unit.NONE, Certainty.unknown("broker 2 is dead"), Files.NOW);
        var difference = withFacts(TOMBSTONE, unknown).only("a");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.ACTIVE);
        assertThat(difference.disposition().refusal().orElseThrow().message()).contains("broker 2 is dead");
    }

    @Test
    void anActiveTopicGoesOnlyIfThatIsDeclared() {
        assertThat(withFacts(
                                "a: {absent: true, reason: x, evenIfActive: true}",
                                written(Duration.ofDays(1)),
                                readers(3))
                        .only("a")
                        .disposition())
                .isEqualTo(Disposition.PLANNED);
    }

    @Test
    void whatGoesIsBoundedByCeilingsWhereItIsKnown() {
        var difference = withFacts(
                        TOMBSTONE,
                        written(Duration.ofDays(100)),
                        readers(0),
                        new Fact("bytes", Value.whole(1000), Unit.BYTES, Certainty.estimate("x"), Files.NOW),
                        new Fact("records", Value.unset(), Unit.RECORDS, Certainty.unknown("x"), Files.NOW))
                .only("a");

        assertThat(difference.ceilings()).containsExactly(Ceiling.above("bytes", 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect-configs", "app-KSTREAM-x-changelog", "mm2-offsets.eu.internal", "exact"})
    void topicsOfProtectedPatternsAreNeverDeleted(String name) {
        var difference = new Scene()
                .protection(new Protection(
                        5,
                        0.1,
                        List.of("connect-*", "*-changelog", "mm2-*.internal", "exact"),
                        UnmanagedPolicy.REPORT,
                        UnmanagedPolicy.REPORT))
                .desired(name + ": {absent: true, reason: x, evenIfActive: true}")
                .live(name, 1, 1)
                .only(name);

        assertThat(refusal(difference)).isEqualTo(TopicCodes.PROTECTED);
    }

    @Test
    void topicsThatKafkaCallsInternalAreNeverDeleted() {
        var internal = new TopicState("a", "u", List.of(List.of(1)), Set.of(), true, Map.of(), Scene.INHERITED);

        assertThat(refusal(new Scene().desired(TOMBSTONE).live(internal).only("a")))
                .isEqualTo(TopicCodes.PROTECTED);
    }

    @Test
    void aPatternProtectsOnlyWhatItSays() {
        assertThat(new Scene()
                        .protection(new Protection(
                                5,
                                0.1,
                                List.of("connect-*", "a?", "b*b", "*x*y*"),
                                UnmanagedPolicy.REPORT,
                                UnmanagedPolicy.REPORT))
                        .desired("ab: {absent: true, reason: x}", "b: {absent: true, reason: x}")
                        .live("ab", 1, 1)
                        .live("b", 1, 1)
                        .compare("b"))
                .allMatch(difference -> difference.disposition().isPlanned());
    }

    private static Scene withFacts(String tombstone, Fact... facts) {
        return new Scene().desired(tombstone).live("a", 1, 1).facts("a", facts);
    }

    private static Fact written(Duration ago) {
        Instant at = Files.NOW.minus(ago);
        return new Fact("lastWritten", Value.text(at.toString()), Unit.INSTANT, Certainty.estimate("x"), Files.NOW);
    }

    private static Fact readers(int groups) {
        return new Fact("readingGroups", Value.whole(groups), Unit.GROUPS, Certainty.estimate("x"), Files.NOW);
    }
}
