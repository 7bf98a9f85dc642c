package io.castellan.apply;

import io.castellan.model.Plan;
import java.util.Objects;

/** What was agreed to (R3): a plan that a person or a file named before, or the very plan that is made under the lock. */
@FunctionalInterface
public interface Consent {
    /**
     * Asked once, when the plan that is made under the lock is known and nothing is recorded or changed yet.
     *
     * @return the plan of which only the changes' digests and ceilings count
     * @throws io.castellan.diagnostics.Failure if this plan is not to be applied at all
     */
    Plan to(Plan anew);

    /** To a plan that was made before. */
    static Consent given(Plan agreed) {
        Objects.requireNonNull(agreed, "agreed");
        return anew -> agreed;
    }
}
