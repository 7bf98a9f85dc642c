package io.castellan.promote;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Intent;
import io.castellan.model.Warrant.Owed;
import io.castellan.model.WholeSecond;
import io.castellan.promote.Evidence.Reason;
import java.util.Objects;
import java.util.Optional;

/**
 * That a change was made without evidence, because it could not wait, and where state comes from it is not so yet.
 *
 * @param intent of the apply in which it was made
 */
public record PromotionDebt(Intent intent, Owed owed) {
    public PromotionDebt {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(owed, "owed");
    }

    /** What is to be done about it. */
    private String todo() {
        return Reason.of(owed.reason()).equals(Optional.of(Reason.OVERRIDE))
                ? "declare it in " + owed.from() + " and promote it, or let the override end"
                : "make the same change in " + owed.from() + " and apply it there";
    }

    /** For reports: what is owed, since when, and what to do. */
    public Problem told() {
        return Problem.warning(
                        PromoteCodes.DEBT,
                        owed.id() + " was changed by apply #" + intent.sequence() + " of " + WholeSecond.of(intent.at())
                                + " ahead of " + owed.from() + ": " + why())
                .withHint(todo());
    }

    private String why() {
        return Reason.of(owed.reason()).map(Reason::why).orElse(owed.reason());
    }
}
