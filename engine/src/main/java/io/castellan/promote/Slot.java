package io.castellan.promote;

import io.castellan.model.Node;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry or an item with the text that belongs to it.
 *
 * @param name of the entry, or what tells the item from others
 * @param index among its siblings
 * @param body the entry or item itself: from its name or value to the end of its value
 * @param lines its own whole lines; empty where it stands in braces or brackets, or is not written here at all
 * @param inside what stands below it, where that is not part of its own declaration
 */
record Slot(String name, int index, Body body, Optional<Lines> lines, Node value, Optional<Block> inside) {
    Slot {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(lines, "lines");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(inside, "inside");
    }

    /**
     * @param from the first character of the name, or of an item without its dash
     * @param nameEnd after the name; the same as {@code from} for an item
     * @param to after the value
     */
    record Body(int from, int nameEnd, int to) {}

    /**
     * Lines, as positions of their first characters.
     *
     * @param gap the blank lines directly above, between it and its sibling
     * @param from the comments directly above, without a blank line between
     * @param head the line of its name or dash
     * @param to after its last line, comments inside it included
     * @param column of its name or dash
     * @param open whether its value takes in the blank lines that follow
     * @param regular whether it has the lines for itself
     */
    record Lines(int gap, int from, int head, int to, int column, boolean open, boolean regular) {}
}
