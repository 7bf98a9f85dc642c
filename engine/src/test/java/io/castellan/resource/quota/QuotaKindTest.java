package io.castellan.resource.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.json.PlanFormat;
import io.castellan.model.Baseline;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Observed;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.StepState;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Verb;
import io.castellan.resource.ClusterView;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.resource.keyed.KeyedSteps;
import io.castellan.testing.PretendedKind;
import io.castellan.testing.PretendedWorld;
import io.castellan.testing.StateText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared of a quota, what was, and what is live. */
class QuotaKindTest {
    private static final ResourceId A = QuotaRoom.KEY.id("user=a");

    private final QuotaKind kind = new QuotaKind();
    private final PretendedWorld world = new PretendedWorld();

    private QuotaKindTest desired(String quota) {
        world.desired(StateText.good(QuotaRoom.room(), "quotas: [{user: a, " + quota + "}]"));
        return this;
    }

    private QuotaKindTest applied(String quota) {
        world.applied(StateText.good(QuotaRoom.room(), "quotas: [{user: a, " + quota + "}]"));
        return this;
    }

    private QuotaKindTest attempted(String quota) {
        world.attempted(StateText.good(QuotaRoom.room(), "quotas: [{user: a, " + quota + "}]"));
        return this;
    }

    private QuotaKindTest policy(UnmanagedPolicy fields) {
        world.protection(new Protection(5, 0.1, List.of(), UnmanagedPolicy.REPORT, fields));
        return this;
    }

    private List<Difference> live(Map<String, String> settings) {
        Observed<KeyedState> observed =
                settings.isEmpty() ? Observed.missing() : Observed.present(new KeyedState(settings));
        return kind.compare(
                new Triple<>(
                        A,
                        Optional.ofNullable(world.desired(QuotaRoom.KEY).get(A)),
                        world.baseline(QuotaRoom.KEY).getOrDefault(A, Baseline.none()),
                        observed),
                world);
    }

    private static List<String> texts(Difference difference) {
        return difference.fields().stream()
                .map(field -> field.path() + ": " + field.before().display() + " → "
                        + field.after().display())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "producer_byte_rate, 5MiB, 5242880",
        "request_percentage, 12.50, 12.5",
        "controller_mutation_rate, 7.0, 7"
    })
    void equalMeaningIsNoDifference(String key, String declared, String live) {
        assertThat(desired(key + ": " + declared).live(Map.of(key, live))).isEmpty();
    }

    @Test
    void declaredIsMadeSoAndWithdrawnIsUnsetInOneChange() {
        var found = desired("producer_byte_rate: 5MiB")
                .applied("producer_byte_rate: 5MiB, consumer_byte_rate: 1MiB")
                .live(Map.of("producer_byte_rate", "9", "consumer_byte_rate", "1048576"));

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.verb()).isEqualTo(Verb.UPDATE);
            assertThat(texts(one))
                    .containsExactly("consumer_byte_rate: 1048576 → (unset)", "producer_byte_rate: 9 → 5242880");
        });
    }

    @Test
    void whatAnAttemptMayHaveSetIsOursToo() {
        assertThat(desired("producer_byte_rate: 1")
                        .applied("producer_byte_rate: 1")
                        .attempted("producer_byte_rate: 1, consumer_byte_rate: 1")
                        .live(Map.of("producer_byte_rate", "1", "consumer_byte_rate", "1")))
                .singleElement()
                .satisfies(one -> assertThat(texts(one)).containsExactly("consumer_byte_rate: 1 → (unset)"));
    }

    @Test
    void whatWasNeverOursIsReportedRefusedOrRemoved() {
        desired("producer_byte_rate: 1");
        var live = Map.of("producer_byte_rate", "1", "consumer_byte_rate", "1");

        assertThat(live(live)).singleElement().satisfies(one -> {
            assertThat(one.disposition().isUnmanaged()).isTrue();
            assertThat(texts(one)).containsExactly("consumer_byte_rate: 1 → 1");
        });
        assertThat(policy(UnmanagedPolicy.REFUSE).live(live))
                .singleElement()
                .satisfies(one -> assertThat(one.disposition().refusal()).isPresent());
        assertThat(policy(UnmanagedPolicy.REMOVE).live(live)).singleElement().satisfies(one -> {
            assertThat(one.disposition().isPlanned()).isTrue();
            assertThat(texts(one)).containsExactly("consumer_byte_rate: 1 → (unset)");
        });
    }

    @Test
    void anUndeclaredQuotaIsNeverRemovedWithoutABaseline() {
        assertThat(policy(UnmanagedPolicy.REMOVE).live(Map.of("producer_byte_rate", "1")))
                .singleElement()
                .satisfies(one -> assertThat(one.disposition().isUnmanaged()).isTrue());
    }

    @Test
    void aWithdrawnQuotaIsDeletedAndOnlyAlteredWhereOthersSetKeysToo() {
        applied("producer_byte_rate: 1");

        assertThat(live(Map.of("producer_byte_rate", "1")))
                .singleElement()
                .satisfies(one -> assertThat(one.verb()).isEqualTo(Verb.DELETE));
        assertThat(live(Map.of("producer_byte_rate", "1", "consumer_byte_rate", "1")))
                .satisfiesExactly(
                        ours -> {
                            assertThat(ours.verb()).isEqualTo(Verb.UPDATE);
                            assertThat(texts(ours)).containsExactly("producer_byte_rate: 1 → (unset)");
                        },
                        theirs -> assertThat(theirs.disposition().isUnmanaged()).isTrue());
        assertThat(live(Map.of())).isEmpty();
        assertThat(kind.deletionsCapped()).isTrue();
    }

    @Test
    void aFirstLimitAndALowerOneAreDisruptiveAndAHigherOneIsSafe() {
        desired("producer_byte_rate: 100");

        assertThat(live(Map.of()).get(0).verb()).isEqualTo(Verb.CREATE);
        assertThat(live(Map.of()).get(0).worstRisk()).isEqualTo(RiskClass.DISRUPTIVE);
        assertThat(live(Map.of("producer_byte_rate", "101")).get(0).worstRisk()).isEqualTo(RiskClass.DISRUPTIVE);
        assertThat(live(Map.of("producer_byte_rate", "99")).get(0).worstRisk()).isEqualTo(RiskClass.SAFE);
    }

    @Test
    void allBrokersTogetherIsNeverShownAsANegativeFigure() {
        assertThat(desired("producer_byte_rate: 9223372036854775807").live(Map.of("producer_byte_rate", "1")))
                .singleElement()
                .satisfies(one -> assertThat(one.facts())
                        .extracting(fact -> fact.value().display())
                        .containsExactly("9223372036854775807"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aLimitThatIsNoNumberIsShownAndReplaced(double limit) {
        var live = QuotaKind.canonical("request_percentage", limit);

        assertThat(desired("request_percentage: 50").live(Map.of("request_percentage", live)))
                .singleElement()
                .satisfies(one -> {
                    assertThat(texts(one)).containsExactly("request_percentage: " + limit + " → 50");
                    assertThat(one.disposition().isPlanned()).isTrue();
                    assertThat(one.worstRisk())
                            .as("nobody knows which way it moves")
                            .isEqualTo(RiskClass.DISRUPTIVE);
                });
        var state = new KeyedState(Map.of("request_percentage", live));
        var plan = new PretendedKind<>(kind, Map.of(A, state), ClusterView.Inventory.proved())
                .plan(
                        QuotaRoom.room(),
                        StateText.good(QuotaRoom.room(), "quotas: [{user: a, request_percentage: 50}]"),
                        List.of(),
                        world.protection());
        assertThat(PlanFormat.read("plan.json", PlanFormat.write(plan))).isEqualTo(plan);
        assertThat(KeyedSteps.standing(plan.steps().get(0), state.settings())).isEqualTo(StepState.PENDING);
        world.observed(A, Observed.present(state));
        assertThat(new QuotaCaptor().capture(world, Optional.empty()))
                .as("cannot be declared")
                .isEmpty();
    }

    @Test
    void aStepStandsWhereItsKeysStand() {
        var change = Change.of(
                desired("producer_byte_rate: 2, consumer_byte_rate: 2")
                        .live(Map.of("producer_byte_rate", "1"))
                        .get(0),
                new Target("test", "cluster"));
        var step = new QuotaExecutor().steps(List.of(change), world).get(0);

        assertThat(KeyedSteps.standing(step, Map.of("producer_byte_rate", "1"))).isEqualTo(StepState.PENDING);
        assertThat(KeyedSteps.standing(step, Map.of("producer_byte_rate", "2"))).isEqualTo(StepState.PENDING);
        assertThat(KeyedSteps.standing(step, Map.of("producer_byte_rate", "2", "consumer_byte_rate", "2", "x", "1")))
                .isEqualTo(StepState.DONE);
        assertThat(KeyedSteps.standing(step, Map.of("producer_byte_rate", "3"))).isEqualTo(StepState.MOVED);
    }

    @Test
    void whatCannotBeDeclaredIsToldWhereItStands() {
        var read = StateText.read(QuotaRoom.room(), """
                quotas:
                  - {producer_byte_rate: 1}
                  - {ip: 127.0.0.1, user: a, connection_creation_rate: 1}
                  - {ip: 127.0.0.1, producer_byte_rate: 1}
                  - {user: b, connection_creation_rate: 1}
                  - {user: c, producer_byte_rate: }
                """);

        assertThat(read.codes())
                .containsExactly("CAS-QUOTA-001", "CAS-QUOTA-001", "CAS-QUOTA-002", "CAS-QUOTA-002", "CAS-QUOTA-003");
    }

    @Test
    void defaultsAddressesAndCombinationsAreEntitiesOfTheirOwn() {
        var read = StateText.good(QuotaRoom.room(), """
                quotas:
                  - {user: <default>, producer_byte_rate: 1}
                  - {user: a, clientId: <default>, producer_byte_rate: 1}
                  - {clientId: "x,y", producer_byte_rate: 1}
                  - {ip: <default>, connection_creation_rate: 1}
                """);

        assertThat(read)
                .extracting(one -> one.id().name())
                .containsExactlyInAnyOrder(
                        "user=<default>", "client-id=<default>,user=a", "client-id=\"x,y\"", "ip=<default>");
    }
}
