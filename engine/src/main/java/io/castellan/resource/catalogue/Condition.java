package io.castellan.resource.catalogue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a risk row counts, written {@code KEY has VALUE} (another setting of the resource is this value, or a list with it),
 * {@code below durable} (fewer copies than acknowledged records need) or nothing for always.
 */
@FunctionalInterface
interface Condition {
    int DURABLE_COPIES = 2;
    String HAS = " has ";

    /** Whether it may hold: false only if it is known not to. */
    boolean mayHold(Optional<String> after, Surroundings surroundings);

    /** Whether a condition about another setting is known to hold. */
    static boolean isKnown(String cell, Map<String, String> known) {
        return !isAboutOtherSettings(cell)
                || known.containsKey(cell.split(HAS)[0])
                        && parse(cell).mayHold(Optional.empty(), new Surroundings(OptionalInt.empty(), known));
    }

    static boolean isAboutOtherSettings(String cell) {
        return cell.contains(HAS);
    }

    static Condition parse(String cell) {
        if (cell.isEmpty()) {
            return (after, surroundings) -> true;
        }
        if (cell.equals("below durable")) {
            return Condition::belowDurable;
        }
        var parts = cell.split(HAS);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "when is 'KEY has VALUE', 'below durable' or nothing, not '" + cell + "'");
        }
        return (after, surroundings) -> surroundings
                .value(parts[0])
                .map(value -> Arrays.asList(value.split(",")).contains(parts[1]))
                .orElse(true);
    }

    /** Two copies survive the loss of one broker; a topic of one replica never had them. */
    private static boolean belowDurable(Optional<String> after, Surroundings surroundings) {
        int durable = Math.min(DURABLE_COPIES, surroundings.replicationFactor().orElse(DURABLE_COPIES));
        return after.filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Integer.parseInt(value) < durable)
                .orElse(true);
    }
}
