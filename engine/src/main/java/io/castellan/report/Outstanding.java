package io.castellan.report;

import io.castellan.diagnostics.Problem;
import java.util.List;

/**
 * What an environment owes and waits for.
 *
 * @param debts oldest first
 * @param waits what waits for a time
 * @param untold why that is not all
 */
public record Outstanding(List<OpenDebt> debts, List<Wait> waits, List<Problem> untold) {
    private static final Outstanding NONE = new Outstanding(List.of(), List.of(), List.of());

    public Outstanding {
        debts = List.copyOf(debts);
        waits = List.copyOf(waits);
        untold = List.copyOf(untold);
    }

    public static Outstanding none() {
        return NONE;
    }
}
