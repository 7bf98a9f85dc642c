package io.castellan.promote;

import io.castellan.model.Node;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A mapping or list whose parts are moved one by one: a file, a section, or what an owner has. */
record Block(Node node, boolean listed, Style style, List<Slot> slots) {
    Block {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(style, "style");
        slots = List.copyOf(slots);
    }

    enum Style {
        /** Each part on lines of its own. */
        LINES,
        /** In braces or brackets. */
        FLOW,
        /** Braces or brackets with nothing in them. */
        EMPTY_FLOW,
        /** Nothing is written after the name. */
        NOTHING,
        /** An alias, or what an anchor names. */
        ELSEWHERE,
        /** Not what the section should be. */
        MALFORMED
    }

    /** Of its parts. */
    int column() {
        return slots.get(0).lines().orElseThrow().column();
    }

    boolean isEmpty() {
        return style == Style.EMPTY_FLOW || style == Style.NOTHING;
    }

    Optional<Slot> named(String name) {
        return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
    }
}
