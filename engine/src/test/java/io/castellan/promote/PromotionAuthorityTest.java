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
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.Evidence.Proved;
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
        public Warrant grant(Plan executed, Consumer<Problem> refusals) {
            asked.add(executed);
            return GRANTED;
        }

        @Override
        public void resume(Intent begun, Plan plan, Consumer<Problem> refusals) {}
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

    private Warrant granted(Evidence evidence, boolean own, boolean skipped) {
        var id = topic("orders");
        var shown = new Shown(
                new Promotion("dev", Duration.ZERO), Map.of(id, evidence), own ? Set.of(id) : Set.<ResourceId>of());
        return new PromotionAuthority(policy, executed -> shown, skipped)
                .grant(plan(), refusal -> refusals.add(refusal.code().toString()));
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
    void thePolicyHearsWhichChangesAreTheEnvironmentsOwn() {
        granted(new Proved("dev", 1, at(1), Optional.empty()), true, false);

        assertThat(refusals).isEmpty();
        assertThat(asked)
                .singleElement()
                .satisfies(plan -> assertThat(
                                plan.planned().get(0).difference().provenance().cause())
                        .isEqualTo(Cause.ENVIRONMENT));
    }
}
