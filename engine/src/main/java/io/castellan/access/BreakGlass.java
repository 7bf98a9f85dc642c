package io.castellan.access;

import java.util.Objects;
import java.util.Set;

/**
 * Who may leave something out in an emergency, and what.
 *
 * @param group its persons may
 */
public record BreakGlass(String group, Set<Skip> may) {
    public BreakGlass {
        Objects.requireNonNull(group, "group");
        may = Set.copyOf(may);
    }

    Holders holders() {
        return new Holders(false, Set.of(group), Set.of(), Set.of());
    }
}
