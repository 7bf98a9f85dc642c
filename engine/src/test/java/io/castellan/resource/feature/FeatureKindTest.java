package io.castellan.resource.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.model.Baseline;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Mode;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.Provenance;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.testing.PretendedWorld;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureKindTest {
    private static final String NAME = "share.version";

    private final FeatureKind kind = new FeatureKind();
    private PretendedWorld world = new PretendedWorld();

    private static Declared<FeatureSpec> declared(int level) {
        return new Declared<>(
                FeatureRoom.KEY.id(NAME),
                new FeatureSpec(level),
                Provenance.at(Place.whole("state.yaml"), Cause.DECLARATION),
                Digest.of(Value.whole(level)));
    }

    private static FeatureState live(int level) {
        return new FeatureState(NAME, level, Optional.of(new FeatureState.Range(1, 2)));
    }

    private List<Difference> compare(Optional<Integer> desired, Optional<Integer> before, FeatureState live) {
        return kind.compare(
                new Triple<>(
                        FeatureRoom.KEY.id(NAME),
                        desired.map(FeatureKindTest::declared),
                        before.map(level -> Baseline.of(declared(level))).orElseGet(Baseline::none),
                        Observed.present(live)),
                world);
    }

    private static Code code(Difference difference) {
        return difference.disposition().refusal().map(Disposition.Refused::code).orElseThrow();
    }

    @Test
    void theLevelThatIsLiveIsNoDifference() {
        assertThat(compare(Optional.of(1), Optional.empty(), live(1))).isEmpty();
    }

    @Test
    void upIsIrreversibleAndDownIsDestructive() {
        assertThat(compare(Optional.of(2), Optional.empty(), live(1)))
                .singleElement()
                .satisfies(up -> assertThat(up.worstRisk()).isEqualTo(RiskClass.IRREVERSIBLE));
        assertThat(compare(Optional.of(0), Optional.empty(), live(1)))
                .singleElement()
                .satisfies(down -> assertThat(down.worstRisk()).isEqualTo(RiskClass.DESTRUCTIVE));
    }

    @Test
    void aLevelBeyondWhatEveryBrokerSupportsIsRefused() {
        assertThat(code(compare(Optional.of(3), Optional.empty(), live(1)).get(0)))
                .isEqualTo(FeatureCodes.NOT_SUPPORTED);
        assertThat(code(compare(Optional.of(1), Optional.empty(), new FeatureState(NAME, 0, Optional.empty()))
                        .get(0)))
                .as("one broker does not know it")
                .isEqualTo(FeatureCodes.NOT_SUPPORTED);
    }

    @Test
    void whatKafkaWouldRefuseIsRefusedAndWhatItWasNotAskedIsNot() {
        world.facts(
                FeatureRoom.KEY.id(NAME),
                new Fact(
                        FeatureKind.REFUSAL,
                        Value.text("not safe"),
                        Fact.Unit.NONE,
                        Fact.Certainty.exact(),
                        world.now()));
        assertThat(code(compare(Optional.of(0), Optional.empty(), live(1)).get(0)))
                .isEqualTo(FeatureCodes.KAFKA_REFUSES);

        world = new PretendedWorld()
                .facts(
                        FeatureRoom.KEY.id(NAME),
                        new Fact(
                                FeatureKind.REFUSAL,
                                Value.unset(),
                                Fact.Unit.NONE,
                                Fact.Certainty.unknown("may not ask"),
                                world.now()));
        assertThat(compare(Optional.of(0), Optional.empty(), live(1))
                        .get(0)
                        .disposition()
                        .isPlanned())
                .isTrue();
    }

    @Test
    void whatIsDeclaredNoLongerStaysAndIsShown() {
        assertThat(compare(Optional.empty(), Optional.of(1), live(1)))
                .singleElement()
                .satisfies(one -> assertThat(one.disposition().isUnmanaged()).isTrue());
        assertThat(compare(Optional.empty(), Optional.empty(), live(1)))
                .as("every cluster has features")
                .isEmpty();
    }

    @Test
    void aLevelIsFinalisedAloneAfterTheBrokers() {
        var change =
                Change.of(compare(Optional.of(2), Optional.empty(), live(1)).get(0), new Target("test", "cluster"));

        assertThat(new FeatureExecutor().steps(List.of(change), world))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.phase()).isEqualTo(Phase.FINALISING);
                    assertThat(step.mode()).isEqualTo(Mode.EXCLUSIVE);
                });
    }
}
