package io.castellan.promote;

import static io.castellan.promote.WrittenRecord.at;
import static io.castellan.promote.WrittenRecord.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.environment.Promotion;
import io.castellan.gate.Authority;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Intent;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.Owed;
import io.castellan.promote.Evidence.Exempt;
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.Evidence.Proved;
import io.castellan.promote.Evidence.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Evidence is asked besides what the policy asks, never instead. */
class PromotionAuthorityTest {
    private static final Missing MISSING = new Missing("nothing shows it", "apply dev");
    private static final Warrant GRANTED = new Warrant(Optional.of("commit"), List.of(), List.of(), Optional.empty());

    private final List<Plan> asked = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Authority policy = new Authority() {
        @Override
        public Grant grant(Plan executed, Consumer<Problem> refusals) {
            asked.add(executed);
            return new Grant(GRANTED, executed);
        }

        @Override
        public void resume(Intent begun, Plan plan, Consumer<Problem> refusals) {
            asked.add(plan);
        }

        @Override
        public void giveUp(Intent begun, Consumer<Problem> refusals) {}
    };

    private static Plan plan() {
        var target = new Target("preprod", "cluster");
        var change = Difference.of(topic("orders"), Verb.UPDATE)
                .provenance(new Provenance(Optional.empty(), Cause.DECLARATION, List.of()))
                .risk(RiskClass.SAFE, "SAFE", "nothing is lost")
                .build();
        return new Plan(
                "castellan 0.1.0",
                at(100),
                target,
                Origin.folder(),
                true,
                List.of(),
                List.of(Change.of(change, target)),
                List.of());
    }

    private PromotionAuthority authority(Evidence evidence, boolean own, boolean skipped) {
        var id = topic("orders");
        var shown = new Shown(
                new Promotion("dev", Duration.ZERO), Map.of(id, evidence), own ? Set.of(id) : Set.<ResourceId>of());
        return new PromotionAuthority(policy, executed -> shown, skipped);
    }

    private Warrant granted(Evidence evidence, boolean own, boolean skipped) {
        return authority(evidence, own, skipped)
                .grant(plan(), refusal -> refusals.add(refusal.code().toString()))
                .warrant();
    }

    private static Cause cause(Plan plan) {
        return plan.planned().get(0).difference().provenance().cause();
    }

    @Test
    void missingEvidenceRefusesAndThePolicyIsAskedAllTheSame() {
        assertThat(granted(MISSING, false, false)).isEqualTo(GRANTED);
        assertThat(refusals).containsExactly("CAS-PROMOTE-001");
        assertThat(asked).hasSize(1);
    }

    @Test
    void whereEvidenceIsLeftOutThePolicyAloneDecides() {
        assertThat(granted(MISSING, false, true)).isEqualTo(GRANTED);
        assertThat(refusals).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatNeedsNoEvidenceIsRecordedAsOwedUnlessItIsTheEnvironmentsOwn() {
        var owed = new Owed(topic("orders"), "dev", "override");
        assertThat(granted(new Exempt(Reason.OVERRIDE), false, false)).isEqualTo(GRANTED.owing(List.of(owed)));
        assertThat(granted(new Exempt(Reason.ENVIRONMENT), false, false)).isEqualTo(GRANTED);
        assertThat(refusals).isEmpty();
    }

    @Test
    void thePolicyHearsWhichChangesAreTheEnvironmentsOwn() {
        granted(new Proved("dev", 1, at(1), Optional.empty()), true, false);

        assertThat(refusals).isEmpty();
        assertThat(asked)
                .singleElement()
                .satisfies(plan -> assertThat(cause(plan)).isEqualTo(Cause.ENVIRONMENT));
    }

    @Test
    void whatIsTheEnvironmentsOwnIsRecordedSoWithTheSameDigest() {
        var recorded = authority(new Proved("dev", 1, at(1), Optional.empty()), true, false)
                .grant(plan(), refusal -> {})
                .plan();

        assertThat(cause(recorded)).isEqualTo(Cause.ENVIRONMENT);
        assertThat(recorded.digest()).isEqualTo(plan().digest());
    }

    @Test
    void whoGoesOnWithAnApplyNeedsTheSameApprovalsWhateverItsRecordSays() {
        authority(new Proved("dev", 1, at(1), Optional.empty()), true, false)
                .resume(
                        new Intent(
                                1,
                                plan().target(),
                                new Intent.StateCommit("commit", "tree", false),
                                List.of(),
                                List.of(),
                                List.of(),
                                new Intent.Executor("deployer", "local"),
                                GRANTED,
                                "castellan 0.1.0",
                                at(100)),
                        plan(),
                        refusal -> refusals.add(refusal.code().toString()));

        assertThat(refusals).as("evidence is not asked again").isEmpty();
        assertThat(asked)
                .singleElement()
                .satisfies(plan -> assertThat(cause(plan)).isEqualTo(Cause.ENVIRONMENT));
    }
}
