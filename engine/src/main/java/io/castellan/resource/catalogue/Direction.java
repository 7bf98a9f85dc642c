package io.castellan.resource.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which way a value moves.
 *
 * @param item the item of a list that is added or removed, or the word that a text becomes; empty for any
 */
record Direction(Move move, Optional<String> item) {
    Direction {
        Objects.requireNonNull(move, "move");
        Objects.requireNonNull(item, "item");
    }

    enum Move {
        /** A number grows. */
        RAISE,
        /** A number shrinks. */
        LOWER,
        /** False becomes true. */
        ON,
        /** True becomes false. */
        OFF,
        /** A list gets an item. */
        ADD,
        /** A list loses an item. */
        REMOVE,
        /** A text becomes another. */
        TO,
        /** Every way for which the table has no row of its own. */
        CHANGE,
        /** Every way, beside the rows of its own. */
        ANY
    }

    /** Reads {@code raise}, {@code add compact}, {@code to gzip}. */
    static Direction parse(String cell) {
        var parts = cell.split(" ", 2);
        var move = SettingRow.choice(Move.class, parts[0], "direction");
        var item = parts.length == 2 ? Optional.of(parts[1]) : Optional.<String>empty();
        if (item.isPresent() != (move == Move.TO) && move != Move.ADD && move != Move.REMOVE) {
            throw new IllegalArgumentException("direction '" + cell + "' has a value too many or too few");
        }
        return new Direction(move, item);
    }

    static Direction of(Move move) {
        return new Direction(move, Optional.empty());
    }

    /** The ways that a table must answer for a setting, without regard to items. */
    static Set<Move> moves(Setting setting) {
        if (setting.isList()) {
            return setting.list() == ListMeaning.ORDERED
                    ? Set.of(Move.ADD, Move.REMOVE, Move.CHANGE)
                    : Set.of(Move.ADD, Move.REMOVE);
        }
        return switch (setting.type()) {
            case BOOLEAN -> Set.of(Move.ON, Move.OFF);
            case SHORT, INT, LONG, DOUBLE -> Set.of(Move.RAISE, Move.LOWER);
            case STRING, CLASS, PASSWORD, LIST -> Set.of(Move.CHANGE);
        };
    }

    /** The ways from one canonical value to a different one; empty if that cannot be told. */
    static Set<Direction> between(Setting setting, String before, String after) {
        if (setting.isList()) {
            return items(setting.items(before), setting.items(after));
        }
        return switch (setting.type()) {
            case BOOLEAN -> Set.of(of(after.equals("true") ? Move.ON : Move.OFF));
            case SHORT, INT, LONG, DOUBLE -> number(setting, before, after);
            case STRING, CLASS, PASSWORD, LIST -> Set.of(new Direction(Move.TO, Optional.of(after)));
        };
    }

    private static Set<Direction> items(List<String> before, List<String> after) {
        var directions = new LinkedHashSet<Direction>();
        var added = new ArrayList<>(after);
        added.removeAll(new HashSet<>(before));
        added.forEach(item -> directions.add(new Direction(Move.ADD, Optional.of(item))));
        var removed = new ArrayList<>(before);
        removed.removeAll(new HashSet<>(after));
        removed.forEach(item -> directions.add(new Direction(Move.REMOVE, Optional.of(item))));
        return directions.isEmpty() ? Set.of(of(Move.CHANGE)) : directions;
    }

    private static Set<Direction> number(Setting setting, String before, String after) {
        boolean wasHighest = setting.highest().contains(before);
        boolean isHighest = setting.highest().contains(after);
        if (wasHighest && isHighest) {
            return Set.of();
        }
        if (wasHighest || isHighest) {
            return Set.of(of(isHighest ? Move.RAISE : Move.LOWER));
        }
        try {
            int order = new BigDecimal(after).compareTo(new BigDecimal(before));
            return order == 0 ? Set.of() : Set.of(of(order > 0 ? Move.RAISE : Move.LOWER));
        } catch (NumberFormatException notCanonical) {
            return Set.of();
        }
    }
}
