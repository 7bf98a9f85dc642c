package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Unit;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of an override is shown beforehand as exactly the change that will be planned then. */
class OverrideEndTest {
    private static final Target TARGET = new Target("test", "cluster");
    private static final Instant UNTIL = Files.NOW.plus(Duration.ofDays(7));
    private static final String WEEK = "604800000";
    private static final String FORTNIGHT = "1209600000";

    private static Files files(boolean over, String override, String declared) {
        return new Files().timed("a", UNTIL, over, override).topics("a: {config: {" + declared + "}}");
    }

    private static Fact bytes(String name, long number) {
        return new Fact(name, Value.whole(number), Unit.BYTES, Fact.Certainty.estimate("test"), Files.NOW);
    }

    private static Scene raising(String declared, String... live) {
        return new Scene()
                .desired(files(false, "config: {retention.ms: 14d}", declared))
                .live("a", 1, 1, live);
    }

    private static Change end(Scene scene) {
        return scene.compare("a").stream()
                .filter(difference -> difference.overrideEnd().isPresent())
                .map(difference -> Change.of(difference, TARGET))
                .reduce((one, other) -> {
                    throw new AssertionError("two ends");
                })
                .orElseThrow();
    }

    private static List<String> fields(Difference difference) {
        return difference.fields().stream()
                .map(field -> field.path() + ": " + field.before().display() + " → "
                        + field.after().display())
                .toList();
    }

    @Test
    void besideTheRaiseStandsItsEndWithItsRiskAndItsBound() {
        var scene = raising("retention.ms: 7d", "retention.ms", WEEK).facts("a", bytes(Facts.BYTES_HELD, 1_000_000));

        assertThat(scene.compare("a")).hasSize(2);
        var raise = scene.compare("a").get(0);
        assertThat(raise.disposition().isPlanned()).isTrue();
        assertThat(fields(raise)).containsExactly("config.retention.ms: " + WEEK + " → " + FORTNIGHT);
        assertThat(raise.facts()).as("what is held stands beside the end").isEmpty();
        var end = end(scene);
        assertThat(end.isEndToCome()).isTrue();
        assertThat(fields(end.difference()))
                .containsExactly(
                        "config.retention.ms: " + FORTNIGHT + " → " + WEEK, "override.until: " + UNTIL + " → (unset)");
        assertThat(end.difference().overrideEnd()).contains(UNTIL);
        assertThat(end.difference().worstRisk()).isEqualTo(RiskClass.DESTRUCTIVE);
        assertThat(end.difference().ceilings())
                .as("what is there, and a week at the pace of a week, with room")
                .containsExactly(Ceiling.above(Facts.BYTES_DROPPED, 2_000_000));
    }

    @Test
    void whatIsDoneNowStandsBeforeWhatComesLater() {
        var scene = raising("retention.ms: 7d", "retention.ms", WEEK).facts("a", bytes(Facts.BYTES_HELD, 1_000_000));

        assertThat(scene.compare("a").stream()
                        .map(difference -> Change.of(difference, TARGET))
                        .sorted()
                        .map(change -> change.disposition().word()))
                .containsExactly("planned", "deferred");
    }

    @Test
    void whatIsPlannedWhenTheTimeIsOverIsWhatWasAgreedTo() {
        var agreed = end(raising("retention.ms: 7d", "retention.ms", WEEK)
                        .facts("a", bytes(Facts.BYTES_HELD, 1_000_000)))
                .whenDue(TARGET)
                .orElseThrow();
        var then = new Scene()
                .desired(files(true, "config: {retention.ms: 14d}", "retention.ms: 7d"))
                .applied(files(false, "config: {retention.ms: 14d}", "retention.ms: 7d"))
                .live("a", 1, 1, "retention.ms", FORTNIGHT)
                .facts("a", bytes(Facts.BYTES_DROPPED, 1_700_000));
        var planned = Change.of(then.only("a"), TARGET);

        assertThat(planned.disposition().isPlanned()).isTrue();
        assertThat(planned.boundedBy(agreed.difference().ceilings(), TARGET).digest())
                .isEqualTo(agreed.digest());

        var more =
                Change.of(then.facts("a", bytes(Facts.BYTES_DROPPED, 2_700_000)).only("a"), TARGET);
        assertThat(more.boundedBy(agreed.difference().ceilings(), TARGET).digest())
                .as("outgrown")
                .isNotEqualTo(agreed.digest());
    }

    @Test
    void itIsTheSameBeforeAndAfterTheOverrideIsApplied() {
        var before = raising("retention.ms: 7d", "retention.ms", WEEK).facts("a", bytes(Facts.BYTES_HELD, 9));
        var after = raising("retention.ms: 7d", "retention.ms", FORTNIGHT).facts("a", bytes(Facts.BYTES_HELD, 9));

        assertThat(end(after).digest()).isEqualTo(end(before).digest());
        assertThat(after.compare("a")).as("nothing else differs then").hasSize(1);
    }

    @Test
    void whatNothingDeclaresBelowIsInheritedAgain() {
        var end = end(raising("", "retention.ms", FORTNIGHT).facts("a", bytes(Facts.BYTES_HELD, 9)));
        assertThat(fields(end.difference())).contains("config.retention.ms: " + FORTNIGHT + " → (unset)");
        assertThat(end.difference().worstRisk()).isEqualTo(RiskClass.DESTRUCTIVE);

        var then = new Scene()
                .desired(files(true, "config: {retention.ms: 14d}", ""))
                .applied(files(false, "config: {retention.ms: 14d}", ""))
                .live("a", 1, 1, "retention.ms", FORTNIGHT)
                .facts("a", bytes(Facts.BYTES_DROPPED, 9));
        assertThat(Change.of(then.only("a"), TARGET)
                        .boundedBy(end.difference().ceilings(), TARGET)
                        .digest())
                .isEqualTo(end.whenDue(TARGET).orElseThrow().digest());
    }

    @Test
    void whatCannotBeMeasuredIsShownAndNotToBeAgreedToBeforehand() {
        var end = end(raising("retention.ms: 7d", "retention.ms", WEEK)
                .facts("a", Facts.unknown(Facts.BYTES_HELD, Unit.BYTES, "remote", Files.NOW)));

        assertThat(end.isEndToCome()).isTrue();
        assertThat(end.whenDue(TARGET)).isEmpty();
    }

    @Test
    void anOverrideWithoutAnEndOrOfNothingThatDiffersHasNone() {
        assertThat(new Scene()
                        .desired(new Files()
                                .override("a", "config: {retention.ms: 14d}")
                                .topics("a: {config: {retention.ms: 7d}}"))
                        .live("a", 1, 1, "retention.ms", FORTNIGHT)
                        .compare("a"))
                .isEmpty();
        assertThat(raising("retention.ms: 14d", "retention.ms", FORTNIGHT).compare("a"))
                .isEmpty();
    }

    @Test
    void otherChangesOfATopicWhoseOverrideIsOverAreBoundToNoEnd() {
        var difference = new Scene()
                .desired(files(true, "config: {retention.ms: 14d}", "retention.ms: 7d, max.message.bytes: 2000000"))
                .live("a", 1, 1, "retention.ms", WEEK)
                .only("a");
        assertThat(fields(difference)).containsExactly("config.max.message.bytes: (unset) → 2000000");
    }
}
