package io.castellan.resource.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Baseline;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.Target;
import io.castellan.model.Triple;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.plan.StepOrder;
import io.castellan.resource.CannotWait;
import io.castellan.testing.PretendedWorld;
import io.castellan.testing.StateText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Credentials as they are, were and shall be; and in which order they come and go. */
class UserComparisonTest {
    private static final ResourceId A = UserRoom.KEY.id("a");
    private static final String SHA_256 = "SCRAM-SHA-256";
    private static final String SHA_512 = "SCRAM-SHA-512";
    private static final String ONE = "mechanisms: [{type: SCRAM-SHA-512}]";
    private static final String BOTH = "mechanisms: [{type: SCRAM-SHA-512}, {type: SCRAM-SHA-256, iterations: 8192}]";
    private static final String SECRET = ", password: \"${env:P}\"";

    private final PretendedWorld world = new PretendedWorld();

    private static Collection<io.castellan.model.Declared<?>> user(String text) {
        return StateText.good(UserRoom.room(), "users: {a: {" + text + "}}");
    }

    private UserComparisonTest desired(String text) {
        world.desired(user(text));
        return this;
    }

    private UserComparisonTest applied(String text) {
        world.applied(user(text));
        return this;
    }

    private List<Difference> live(Map<String, Integer> mechanisms) {
        Observed<UserState> observed =
                mechanisms.isEmpty() ? Observed.missing() : Observed.present(new UserState(mechanisms));
        world.observed(A, observed);
        return new UserComparison()
                .compare(
                        new Triple<>(
                                A,
                                Optional.ofNullable(world.desired(UserRoom.KEY).get(A)),
                                world.baseline(UserRoom.KEY).getOrDefault(A, Baseline.none()),
                                observed),
                        world);
    }

    private Difference only(Map<String, Integer> mechanisms) {
        var found = live(mechanisms);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Step> steps(Map<String, Integer> mechanisms) {
        var changes = live(mechanisms).stream()
                .filter(one -> one.disposition().isPlanned())
                .map(one -> Change.of(one, new Target("test", "cluster")))
                .toList();
        return StepOrder.order(new UserPlanner().steps(changes, world));
    }

    private static List<String> texts(Difference difference) {
        return difference.fields().stream()
                .map(field -> field.path() + ": " + field.before().display() + " → "
                        + field.after().display())
                .toList();
    }

    private static List<String> risks(Difference difference) {
        return difference.risks().stream().map(risk -> risk.code()).toList();
    }

    private static Optional<String> refusal(Difference difference) {
        return difference.disposition().refusal().map(why -> why.code().toString());
    }

    @Test
    void aNewUserIsCreatedWithAllItsMechanismsAtOnce() {
        desired(BOTH + SECRET);

        assertThat(only(Map.of()).verb()).isEqualTo(Verb.CREATE);
        assertThat(risks(only(Map.of()))).containsExactly("USER_CREATED");
        assertThat(steps(Map.of())).singleElement().satisfies(step -> {
            assertThat(step.phase()).isEqualTo(Phase.ACCESS_GIVEN);
            assertThat(UserArguments.mechanisms(step)).isEqualTo(Map.of(SHA_512, 4096, SHA_256, 8192));
            assertThat(UserArguments.password(step)).isEqualTo(new Value.SecretRef("env:P"));
        });
    }

    @Test
    void withoutAPasswordAUserCannotBeCreatedNorChangedButCanBeKept() {
        desired(ONE);

        assertThat(refusal(only(Map.of()))).contains("CAS-USER-001");
        assertThat(live(Map.of(SHA_512, 8192)))
                .as("iterations that nothing declares stay")
                .isEmpty();
        assertThat(live(Map.of(SHA_256, 8192)))
                .as("the other mechanism cannot be added without one, and what is there is not ours")
                .satisfiesExactly(
                        added -> assertThat(refusal(added)).contains("CAS-USER-001"),
                        theirs -> assertThat(theirs.disposition().isUnmanaged()).isTrue());
    }

    @Test
    void appliedOnceNothingDiffers() {
        assertThat(desired(BOTH + SECRET).applied(BOTH + SECRET).live(Map.of(SHA_512, 4096, SHA_256, 8192)))
                .isEmpty();
    }

    @Test
    void otherIterationsAreMadeAnewForAllMechanismsSoThatTheyKeepOnePassword() {
        desired(BOTH + SECRET).applied(BOTH + SECRET);
        var live = Map.of(SHA_512, 4096, SHA_256, 4096);

        assertThat(texts(only(live))).first().asString().isEqualTo("mechanisms.SCRAM-SHA-256: 4096 → 8192");
        assertThat(risks(only(live))).containsExactly("PASSWORD_SENT");
        assertThat(UserArguments.mechanisms(steps(live).get(0))).isEqualTo(Map.of(SHA_512, 4096, SHA_256, 8192));
    }

    @Test
    void aRaisedRotationAndAnotherReferenceSendThePassword() {
        var live = Map.of(SHA_512, 4096);

        assertThat(texts(desired(ONE + SECRET + ", rotation: 2")
                        .applied(ONE + SECRET + ", rotation: 1")
                        .only(live)))
                .contains("rotation: 1 → 2");
        assertThat(desired(ONE + ", password: \"${env:Q}\"")
                        .applied(ONE + SECRET)
                        .only(live)
                        .fields())
                .anySatisfy(field -> {
                    assertThat(field.path()).isEqualTo("password");
                    assertThat(field.before()).isEqualTo(new Value.SecretRef("env:P"));
                    assertThat(field.after()).isEqualTo(new Value.SecretRef("env:Q"));
                });
        assertThat(steps(live))
                .singleElement()
                .satisfies(step -> assertThat(step.phase()).isEqualTo(Phase.CONFIGURATION));
    }

    @Test
    void whoseLivePasswordNobodyKnowsGetsItSent() {
        var live = Map.of(SHA_512, 4096);

        assertThat(risks(desired(ONE + SECRET).only(live))).as("no baseline").containsExactly("PASSWORD_SENT");
        applied(ONE + SECRET);
        assertThat(live(live)).isEmpty();
        world.attempted(user(ONE + SECRET + ", rotation: 5"));
        assertThat(risks(only(live))).as("another one may have been sent").containsExactly("PASSWORD_SENT");
    }

    @Test
    void aMechanismThatReplacesAnotherIsThereBeforeTheOtherGoes() {
        desired("mechanisms: [{type: SCRAM-SHA-256}]" + SECRET).applied(ONE + SECRET);

        assertThat(steps(Map.of(SHA_512, 4096)))
                .extracting(step -> step.executor() + " " + step.phase())
                .containsExactly("user.set CONFIGURATION", "user.remove ACCESS_TAKEN");
    }

    @Test
    void takingAMechanismAwaySendsNoPassword() {
        desired(ONE + SECRET).applied(BOTH + SECRET);
        var live = Map.of(SHA_512, 4096, SHA_256, 8192);

        assertThat(risks(only(live))).containsExactly("MECHANISM_REMOVED");
        assertThat(texts(only(live))).containsExactly("mechanisms.SCRAM-SHA-256: 8192 → (unset)");
        assertThat(steps(live)).singleElement().satisfies(step -> {
            assertThat(step.executor()).isEqualTo(UserPlanner.REMOVE);
            assertThat(UserArguments.removed(step)).containsExactly(SHA_256);
        });
    }

    @Test
    void aMechanismThatWasNeverOursIsReportedRefusedOrRemoved() {
        desired(ONE + SECRET).applied(ONE + SECRET);
        var live = Map.of(SHA_512, 4096, SHA_256, 8192);

        assertThat(only(live).disposition().isUnmanaged()).isTrue();
        policy(UnmanagedPolicy.REFUSE);
        assertThat(refusal(only(live))).contains("CAS-USER-008");
        policy(UnmanagedPolicy.REMOVE);
        assertThat(risks(only(live))).containsExactly("MECHANISM_REMOVED");
    }

    private void policy(UnmanagedPolicy fields) {
        world.protection(new Protection(5, 0.1, List.of(), UnmanagedPolicy.REPORT, fields));
    }

    @Test
    void aWithdrawnUserGoesAndOneThatWasNeverOursStays() {
        assertThat(only(Map.of(SHA_512, 4096)).disposition().isUnmanaged()).isTrue();
        applied(ONE + SECRET);
        assertThat(only(Map.of(SHA_512, 4096)).verb()).isEqualTo(Verb.DELETE);
        assertThat(only(Map.of(SHA_512, 4096, SHA_256, 4096)).verb()).isEqualTo(Verb.UPDATE);
        assertThat(live(Map.of())).isEmpty();
        assertThat(new UserKind().deletionsCapped()).isTrue();
    }

    @Test
    void nobodyTakesItsOwnCredentialsNorThoseOfASuperUser() {
        applied(ONE + SECRET);
        world.about(UserKind.OWN, "User:a");
        assertThat(refusal(only(Map.of(SHA_512, 4096)))).contains("CAS-USER-005");
        world.about(UserKind.OWN, "User:b").about(UserKind.SUPER_USERS, Value.texts(List.of("User:a")));
        assertThat(refusal(only(Map.of(SHA_512, 4096)))).contains("CAS-USER-005");
        desired(ONE + SECRET + ", rotation: 9");
        assertThat(refusal(only(Map.of(SHA_512, 4096)))).contains("CAS-USER-005");
    }

    @Test
    void whatCannotBeDeclaredIsToldWhereItStands() {
        var read = StateText.read(UserRoom.room(), """
                users:
                  a: {mechanisms: [{type: PLAIN}], password: "${env:P}"}
                  b: {mechanisms: [{type: SCRAM-SHA-512, iterations: 100}], password: open}
                  c: {mechanisms: [{type: SCRAM-SHA-512}, {type: SCRAM-SHA-512}], rotation: -1}
                """);

        assertThat(read.codes())
                .containsExactly("CAS-USER-003", "CAS-USER-004", "CAS-USER-002", "CAS-USER-007", "CAS-USER-004");
        assertThat(read.problems().toString()).doesNotContain("open'");
    }

    private static boolean cannotWait(String declared, String applied) {
        return CannotWait.applies(
                user(declared).iterator().next(),
                Optional.of(user(applied).iterator().next()));
    }

    @Test
    void whatOnlyTakesAMechanismOrSendsAPasswordCannotWait() {
        assertThat(cannotWait(ONE + SECRET, BOTH + SECRET)).isTrue();
        assertThat(cannotWait(ONE + SECRET + ", rotation: 2", ONE + SECRET)).isTrue();

        assertThat(cannotWait(ONE + SECRET + ", rotation: 2", BOTH + SECRET)).isFalse();
        assertThat(cannotWait(BOTH + SECRET, ONE + SECRET)).isFalse();
        assertThat(CannotWait.applies(user(ONE + SECRET).iterator().next(), Optional.empty()))
                .isFalse();
    }
}
