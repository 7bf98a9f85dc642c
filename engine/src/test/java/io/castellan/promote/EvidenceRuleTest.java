package io.castellan.promote;

import static io.castellan.promote.WrittenRecord.at;
import static io.castellan.promote.WrittenRecord.declared;
import static io.castellan.promote.WrittenRecord.topic;
import static io.castellan.promote.WrittenRecord.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.environment.Promotion;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Origin;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.promote.Evidence.Exempt;
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.Evidence.Proved;
import io.castellan.promote.Evidence.Reason;
import io.castellan.promote.Evidence.Soaking;
import io.castellan.resource.Declarations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which changes need evidence, and where it may come from. */
class EvidenceRuleTest {
    private static final Target PREPROD = new Target("preprod", "cluster-of-preprod");

    private final WrittenRecord dev = new WrittenRecord("dev");
    private final WrittenRecord preprod = new WrittenRecord("preprod");
    private final WrittenRecord lab = new WrittenRecord("lab");
    private Optional<EvidenceRule> beforeDev = Optional.empty();

    private static Difference.Builder change(Cause cause) {
        return Difference.of(topic("orders"), Verb.UPDATE)
                .provenance(new Provenance(Optional.empty(), cause, List.of()))
                .risk(RiskClass.SAFE, "SAFE", "nothing is lost");
    }

    private Evidence asked(Difference.Builder change, Declared<?> desired, Declared<?> before) {
        return asked(change, Phase.CONFIGURATION, Optional.of(desired), Optional.of(before));
    }

    private Evidence asked(
            Difference.Builder change, Phase phase, Optional<Declared<?>> desired, Optional<Declared<?>> before) {
        return rule().of(
                        plan(change, phase),
                        Declarations.of(desired.stream().toList()),
                        Declarations.of(before.stream().toList()))
                .get(topic("orders"));
    }

    private EvidenceRule rule() {
        return rule(Duration.ZERO, at(100));
    }

    private EvidenceRule rule(Duration soak, Instant now) {
        return new EvidenceRule(new Promotion("dev", soak), dev.read(), preprod.read(), now, () -> beforeDev);
    }

    private static Plan plan(Difference.Builder change, Phase phase) {
        return new Plan(
                "castellan 0.1.0",
                at(100),
                PREPROD,
                Origin.folder(),
                true,
                List.of(),
                List.of(Change.of(change.build(), PREPROD)),
                List.of(Step.batched(new StepId("topic.config", topic("orders")), phase, Value.text(""))));
    }

    @Test
    void whatTheSourceHasIsProved() {
        dev.applied("orders", declared("orders", "8d"));

        assertThat(asked(change(Cause.DECLARATION), declared("orders", "8d"), declared("orders", "7d")))
                .isInstanceOfSatisfying(
                        Proved.class, proved -> assertThat(proved.words()).isEqualTo("proved by dev #1"));
    }

    @Test
    void whatOneApplyDidIsToldTogetherUntilTheLastOfIt() {
        var soaking = new TreeMap<ResourceId, Evidence>();
        for (int i = 0; i < 300; i++) {
            soaking.put(
                    topic("t" + (100 + i)),
                    new Soaking(new Proved("dev", 7, at(1), Optional.empty()), at(200 + i % 10)));
        }
        soaking.put(topic("other"), new Soaking(new Proved("dev", 6, at(1), Optional.empty()), at(150)));
        soaking.put(topic("shown"), new Proved("dev", 5, at(1), Optional.empty()));

        var shown = new Shown(new Promotion("dev", Duration.ofHours(1)), soaking, Set.of());

        assertThat(shown.refusals())
                .extracting(Problem::message)
                .containsExactly(
                        "topic/t100, topic/t101, topic/t102 and 297 more: soaking in dev until " + at(209),
                        "topic/other: soaking in dev until " + at(150));
        assertThat(shown.notes())
                .extracting(Problem::message)
                .contains("topic/shown: proved by dev #5")
                .hasSize(3);
    }

    @Test
    void whatIsNewInTheSourceSoaksAsLongAsTheRuleAsks() {
        dev.applied("orders", declared("orders", "8d"));
        var declared = Optional.<Declared<?>>of(declared("orders", "8d"));
        var now = at(1).plus(Duration.ofDays(1));

        assertThat(rule(Duration.ofDays(2), now).of(topic("orders"), declared))
                .satisfies(soaking("dev", 1, at(1).plus(Duration.ofDays(2))));
        assertThat(rule(Duration.ofDays(1), now).of(topic("orders"), declared)).isInstanceOf(Proved.class);
    }

    @Test
    void whatNobodyHadIsNot() {
        dev.applied("orders", declared("orders", "8d"));
        preprod.applied("orders", declared("orders", "7d"));

        assertThat(asked(change(Cause.DECLARATION), declared("orders", "9d"), declared("orders", "7d")))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.todo()).contains("dev"));
    }

    @Test
    void whatTheTargetHadBeforeMayComeBack() {
        dev.applied("orders", declared("orders", "9d"));
        preprod.applied("orders", declared("orders", "7d")).applied("orders", declared("orders", "8d"));

        assertThat(asked(change(Cause.DECLARATION), declared("orders", "7d"), declared("orders", "8d")))
                .isInstanceOfSatisfying(
                        Proved.class, proved -> assertThat(proved.words()).isEqualTo("proved by preprod #1"));
    }

    @Test
    void whatSomebodyChangedOnTheClusterIsRepairedWithoutAskingTheSource() {
        preprod.applied("orders", declared("orders", "7d"));

        assertThat(asked(change(Cause.DECLARATION), declared("orders", "7d"), declared("orders", "7d")))
                .isInstanceOf(Proved.class);
    }

    @Test
    void theEnvironmentsOwnAndOverridesAreExempt() {
        var before = declared("orders", "7d", "one default");
        var now = declared("orders", "7d", "another default");
        assertThat(asked(change(Cause.DEFAULTS), now, before)).isEqualTo(new Exempt(Reason.ENVIRONMENT));
        assertThat(asked(change(Cause.OVERRIDE), now, before)).isEqualTo(new Exempt(Reason.OVERRIDE));
    }

    @Test
    void textThatMakesWayForADefaultNeedsEvidenceAllTheSame() {
        preprod.applied("orders", declared("orders", "7d"));

        assertThat(asked(change(Cause.DEFAULTS), declared("orders", ""), declared("orders", "7d")))
                .isInstanceOf(Missing.class);
        assertThat(asked(change(Cause.OVERRIDE), declared("orders", ""), declared("orders", "7d")))
                .isInstanceOf(Missing.class);
    }

    @Test
    void whatStandsInEnvironmentYamlItselfIsTheEnvironmentsOwnAlsoWhenItGoes() {
        var node = new Declared<>(
                topic("orders"),
                "threads",
                new Provenance(Optional.empty(), Cause.ENVIRONMENT, List.of()),
                WrittenRecord.unit("threads"));
        dev.applied("orders", declared("orders", "threads of dev"));

        assertThat(asked(change(Cause.ENVIRONMENT), Phase.CONFIGURATION, Optional.of(node), Optional.empty()))
                .isEqualTo(new Exempt(Reason.ENVIRONMENT));
        assertThat(asked(change(Cause.WITHDRAWN), Phase.CONFIGURATION, Optional.empty(), Optional.of(node)))
                .isEqualTo(new Exempt(Reason.ENVIRONMENT));
    }

    @Test
    void aVariableThatChangesAnOldTextIsTheEnvironmentsOwnThoughTheTextWasAppliedBefore() {
        dev.applied("orders", declared("orders", "${large}", "3"));
        preprod.applied("orders", declared("orders", "${large}", "6"));

        assertThat(asked(
                        change(Cause.DECLARATION),
                        declared("orders", "${large}", "1000"),
                        declared("orders", "${large}", "6")))
                .isEqualTo(new Exempt(Reason.ENVIRONMENT));
    }

    @Test
    void takingAccessCannotWait() {
        assertThat(asked(
                        change(Cause.WITHDRAWN),
                        Phase.ACCESS_TAKEN,
                        Optional.empty(),
                        Optional.of(declared("orders", "7d"))))
                .isEqualTo(new Exempt(Reason.REVOCATION));
    }

    @Test
    void accessThatTheSourceHasLostAsWellIsNoDebt() {
        dev.applied("orders", declared("orders", "7d"));

        assertThat(asked(
                        change(Cause.DECLARATION),
                        Phase.ACCESS_TAKEN,
                        Optional.of(declared("orders", "7d")),
                        Optional.empty()))
                .as("a denial that stands in dev")
                .isInstanceOf(Proved.class);
        assertThat(asked(
                        change(Cause.DECLARATION),
                        Phase.ACCESS_TAKEN,
                        Optional.of(declared("orders", "8d")),
                        Optional.empty()))
                .as("another denial than that of dev")
                .isEqualTo(new Exempt(Reason.REVOCATION));
        preprod.applied("orders", declared("orders", "8d"));
        assertThat(asked(
                        change(Cause.DECLARATION),
                        Phase.ACCESS_TAKEN,
                        Optional.of(declared("orders", "8d")),
                        Optional.empty()))
                .as("that preprod had it before makes nothing good in dev")
                .isEqualTo(new Exempt(Reason.REVOCATION));
    }

    @Test
    void withdrawingAnythingElseNeedsThatTheSourceDoesNotHaveIt() {
        var before = Optional.<Declared<?>>of(declared("orders", "7d"));
        dev.applied("orders", declared("orders", "7d"));
        assertThat(asked(change(Cause.WITHDRAWN), Phase.CONFIGURATION, Optional.empty(), before))
                .isInstanceOf(Missing.class);

        dev.applied("orders");
        assertThat(asked(change(Cause.WITHDRAWN), Phase.CONFIGURATION, Optional.empty(), before))
                .isInstanceOf(Proved.class);
    }

    @Test
    void sendingAPasswordIsExemptUnlessSomethingElseComesAlong() {
        var none = Provenance.observed();
        var rotation = change(Cause.DECLARATION).field("rotation", Value.whole(1), Value.whole(2), none);
        assertThat(asked(rotation, declared("orders", "r2"), declared("orders", "r1")))
                .isEqualTo(new Exempt(Reason.ROTATION));

        rotation.field("mechanisms.SCRAM-SHA-256", Value.unset(), Value.whole(4096), none);
        assertThat(asked(rotation, declared("orders", "r2"), declared("orders", "r1")))
                .isInstanceOf(Missing.class);
    }

    @Test
    void refusalsNameWhatIsMissingAndChangesOfTheEnvironmentAreMarkedWithTheSameDigest() {
        var plan = plan(change(Cause.DECLARATION), Phase.CONFIGURATION);
        var rule = new Promotion("dev", Duration.ZERO);
        var missing = new Shown(rule, Map.of(topic("orders"), new Missing("nothing shows it", "apply dev")), Set.of());
        var proof = new Proved("dev", 1, at(1), Optional.empty());
        var own = new Shown(rule, Map.of(topic("orders"), proof), Set.of(topic("orders")));

        assertThat(missing.refusals()).singleElement().satisfies(problem -> {
            assertThat(problem.code().toString()).isEqualTo("CAS-PROMOTE-001");
            assertThat(problem.message()).isEqualTo("topic/orders: no evidence: nothing shows it");
            assertThat(problem.hint()).isEqualTo("apply dev");
        });
        assertThat(missing.notes()).noneMatch(Problem::isError);
        assertThat(own.refusals()).isEmpty();
        var marked = own.marked(plan).planned().get(0);
        assertThat(marked.difference().provenance().cause()).isEqualTo(Cause.ENVIRONMENT);
        assertThat(marked.digest()).isEqualTo(plan.planned().get(0).digest());
    }

    @Test
    void whatTheSourceLeftToMirroringIsAskedOfTheEnvironmentBeforeIt() {
        var orders = declared("orders", "8d");
        dev.applied("orders", declared("orders", "7d")).mirroring("orders", orders);

        assertThat(rule().of(topic("orders"), Optional.of(orders)))
                .isInstanceOfSatisfying(
                        Missing.class, missing -> assertThat(missing.why()).contains("dev leaves it to mirroring"));

        beforeDev = Optional.of(new EvidenceRule(
                new Promotion("lab", Duration.ZERO), lab.read(), dev.read(), at(100), Optional::empty));
        assertThat(rule().of(topic("orders"), Optional.of(orders)).suffices())
                .as("lab never had it")
                .isFalse();

        lab.applied("orders", orders);
        beforeDev = Optional.of(new EvidenceRule(
                new Promotion("lab", Duration.ZERO), lab.read(), dev.read(), at(100), Optional::empty));
        assertThat(rule().of(topic("orders"), Optional.of(orders)).words()).isEqualTo("proved by lab #1");
    }

    @Test
    void whatTheSourceLeftToMirroringOtherwiseOrBeforeIsNot() {
        var orders = declared("orders", "8d");
        lab.applied("orders", orders);
        dev.mirroring("orders", declared("orders", "7d"));
        beforeDev = Optional.of(new EvidenceRule(
                new Promotion("lab", Duration.ZERO), lab.read(), dev.read(), at(100), Optional::empty));

        assertThat(rule().of(topic("orders"), Optional.of(orders)).suffices())
                .as("dev never took it on")
                .isFalse();

        dev.mirroring("orders", orders).applied("orders", declared("orders", "9d"));
        assertThat(rule().of(topic("orders"), Optional.of(orders)).suffices())
                .as("dev has another one of its own since")
                .isFalse();
    }

    @Test
    void whoeverCannotSignTheSourcesLedgerDoesNotTurnTheQuestionToAnotherEnvironment() {
        var orders = declared("orders", "8d");
        lab.applied("orders", orders);
        dev.applied("orders", declared("orders", "7d"))
                .mirroring("orders", orders)
                .unsigned();
        beforeDev = Optional.of(new EvidenceRule(
                new Promotion("lab", Duration.ZERO), lab.read(), dev.read(), at(100), Optional::empty));

        assertThat(rule().of(topic("orders"), Optional.of(orders)).suffices()).isFalse();
        assertThat(dev.read().everHad(topic("orders"), unit("8d"))).isFalse();
    }

    /** A rule that several owners need. */
    private static Declared<?> shared(String... owners) {
        var units = new TreeSet<Digest>();
        for (var owner : owners) {
            units.add(unit(owner));
        }
        return new Declared<>(topic("orders"), "rule", Provenance.observed(), Digest.ofAll(units), units);
    }

    @Test
    void whatSeveralOwnersNeedIsShownByOneOfThem() {
        dev.applied("orders", shared("consume", "produce"));

        assertThat(rule().of(topic("orders"), Optional.of(declared("orders", "consume"))))
                .as("the target has one of the two")
                .isInstanceOf(Proved.class);
        assertThat(rule().of(topic("orders"), Optional.of(shared("consume", "manage"))))
                .as("the target needs it for something else besides")
                .isInstanceOf(Proved.class);
        assertThat(rule().of(topic("orders"), Optional.of(declared("orders", "manage"))))
                .as("dev never needed it for that")
                .isInstanceOf(Missing.class);
        assertThat(rule().of(topic("orders"), Optional.empty()))
                .as("dev still has it")
                .isInstanceOf(Missing.class);
    }

    @Test
    void anotherOwnerDoesNotBeginTheSoakAnew() {
        dev.applied("orders", declared("orders", "consume"));
        dev.applied("", shared("consume", "produce"));
        var soak = Duration.ofHours(24);

        assertThat(rule(soak, at(1).plus(soak)).of(topic("orders"), Optional.of(declared("orders", "consume"))))
                .isInstanceOf(Proved.class);
        assertThat(rule(soak, at(1).plus(soak)).of(topic("orders"), Optional.of(declared("orders", "produce"))))
                .satisfies(soaking("dev", 2, at(2).plus(soak)));
    }

    private static Consumer<Evidence> soaking(String environment, long sequence, Instant until) {
        return evidence -> assertThat(evidence).isInstanceOfSatisfying(Soaking.class, soaking -> {
            assertThat(soaking.environment()).isEqualTo(environment);
            assertThat(soaking.sequence()).isEqualTo(sequence);
            assertThat(soaking.until()).isEqualTo(until);
        });
    }
}
