package io.castellan.promote;

import io.castellan.diagnostics.Problem;
import io.castellan.gate.Authority;
import io.castellan.model.Intent;
import io.castellan.model.Plan;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets only changes come to an environment that were shown to be good where its state comes from, besides what another authority
 * asks. That one hears which changes are the environment's own. Changes of which no evidence is asked are recorded as owed.
 */
public final class PromotionAuthority implements Authority {
    private final Authority other;
    private final Function<Plan, Shown> evidence;
    private final boolean skipped;

    /** @param skipped whether missing evidence is left out of account; the other authority decides whether somebody may do so */
    public PromotionAuthority(Authority other, Function<Plan, Shown> evidence, boolean skipped) {
        this.other = Objects.requireNonNull(other, "other");
        this.evidence = Objects.requireNonNull(evidence, "evidence");
        this.skipped = skipped;
    }

    @Override
    public Grant grant(Plan executed, Consumer<Problem> refusals) {
        var shown = evidence.apply(executed);
        if (!skipped) {
            shown.refusals().forEach(refusals);
        }
        var granted = other.grant(shown.marked(executed), refusals);
        return new Grant(granted.warrant().owing(shown.owed(executed)), granted.plan());
    }

    /** What was begun had its evidence then. Which changes are the environment's own, the record may hide where it is not signed. */
    @Override
    public void resume(Intent begun, Plan plan, Consumer<Problem> refusals) {
        other.resume(begun, evidence.apply(plan).marked(plan), refusals);
    }

    @Override
    public void giveUp(Intent begun, Consumer<Problem> refusals) {
        other.giveUp(begun, refusals);
    }
}
