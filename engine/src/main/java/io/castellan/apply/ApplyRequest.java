package io.castellan.apply;

import io.castellan.gate.Authority;
import io.castellan.model.Intent;
import io.castellan.model.Plan;
import io.castellan.plan.PlanRequest;
import java.util.Objects;

/**
 * What to apply.
 *
 * @param plan how to plan again under the lock; its baselines are of the ledger's head
 * @param agreed the plan that was agreed to. Only its changes' digests and ceilings count; everything else is made anew
 * @param state the commit that the plan's declarations come from
 * @param authority by whose word
 */
public record ApplyRequest(
        PlanRequest plan,
        Plan agreed,
        Intent.StateCommit state,
        Intent.Executor executor,
        Authority authority,
        String tool) {
    public ApplyRequest {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(agreed, "agreed");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(tool, "tool");
    }
}
