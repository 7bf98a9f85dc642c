package io.castellan.access;

import io.castellan.model.Warrant;
import java.util.Objects;
import java.util.Set;

/**
 * That somebody breaks the glass: leaves out what the policy asks for, because waiting for it would be worse.
 *
 * @param skipped at least one
 * @param reason for the record
 */
public record Emergency(Set<Skip> skipped, String reason) {
    public Emergency {
        skipped = Set.copyOf(skipped);
        Objects.requireNonNull(reason, "reason");
        if (skipped.isEmpty() || reason.isBlank()) {
            throw new IllegalArgumentException("an emergency names what it leaves out, and why");
        }
    }

    Warrant.BreakGlass recorded() {
        return new Warrant.BreakGlass(skipped.stream().map(Skip::word).toList(), reason);
    }
}
