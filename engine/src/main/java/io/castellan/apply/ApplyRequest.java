package io.castellan.apply;

import io.castellan.gate.Authority;
import io.castellan.model.Intent;
import io.castellan.plan.PlanRequest;
import java.util.Objects;

/**
 * What to apply.
 *
 * @param plan how to plan under the lock; its baselines are of the ledger's head
 * @param consent tells what was agreed to
 * @param state the commit that the plan's declarations come from
 * @param authority by whose word
 */
public record ApplyRequest(
        PlanRequest plan,
        Consent consent,
        Intent.StateCommit state,
        Intent.Executor executor,
        Authority authority,
        String tool) {
    public ApplyRequest {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(consent, "consent");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(tool, "tool");
    }
}
