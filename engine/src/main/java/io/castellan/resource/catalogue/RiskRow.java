package io.castellan.resource.catalogue;

import io.castellan.model.Risk;
import java.util.Objects;
import java.util.Optional;

/**
 * One reviewed line: a change of a key in a direction, under a condition, carries a risk.
 *
 * @param when the condition as written; empty for always
 */
record RiskRow(Direction direction, String when, Risk risk) {
    RiskRow {
        Objects.requireNonNull(direction, "direction");
        Condition.parse(when);
        Objects.requireNonNull(risk, "risk");
    }

    boolean mayHold(Optional<String> after, Surroundings surroundings) {
        return Condition.parse(when).mayHold(after, surroundings);
    }
}
