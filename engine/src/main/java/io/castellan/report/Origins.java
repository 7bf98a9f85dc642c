package io.castellan.report;

import io.castellan.model.Plan;
import io.castellan.model.ShortId;
import java.util.ArrayList;

/** What a plan was made from, in words. */
final class Origins {
    static final String DIRTY = "the state was read from a work tree with uncommitted files; no commit holds it.";
    static final String INCOMPLETE =
            "not everything could be read. What is not shown here may differ too, and is left as it is.";

    private Origins() {}

    /** {@code commit 4b1c… of …, baseline from ledger entry 77aa…, planned 2026-11-21T10:00:00Z by castellan 0.1.0}. */
    static String sentence(Plan plan) {
        var origin = plan.origin();
        var parts = new ArrayList<String>();
        parts.add(origin.commit().map(commit -> "commit " + abbreviated(commit)).orElse("a folder without commits")
                + origin.repository().map(of -> " of " + Visible.of(of)).orElse(""));
        origin.ledgerHead().ifPresent(head -> parts.add("baseline from ledger entry " + abbreviated(head)));
        parts.add("planned " + plan.createdAt() + " by " + Visible.of(plan.tool()));
        return String.join(", ", parts);
    }

    static String abbreviated(String id) {
        return Visible.of(ShortId.of(id));
    }
}
