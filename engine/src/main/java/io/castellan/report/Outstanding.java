package io.castellan.report;

import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an environment owes and waits for.
 *
 * @param debts oldest first
 * @param waits what waits for a time
 * @param control that a newer control set is not in force; empty where none is newer
 * @param untold why that is not all
 */
public record Outstanding(List<OpenDebt> debts, List<Wait> waits, Optional<Problem> control, List<Problem> untold) {
    private static final Outstanding NONE = new Outstanding(List.of(), List.of(), Optional.empty(), List.of());

    public Outstanding {
        debts = List.copyOf(debts);
        waits = List.copyOf(waits);
        Objects.requireNonNull(control, "control");
        untold = List.copyOf(untold);
    }

    public static Outstanding none() {
        return NONE;
    }
}
