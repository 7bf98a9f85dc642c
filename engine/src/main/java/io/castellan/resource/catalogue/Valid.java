package io.castellan.resource.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values that a key allows: ranges for numbers ({@code 1..9}, {@code 0..}, {@code >0}), words for texts and the items of lists
 * ({@code gzip}, or {@code by_duration:*} for a prefix). Nothing listed means that everything is allowed.
 */
record Valid(List<Range> ranges, List<String> words) {
    Valid {
        ranges = List.copyOf(ranges);
        words = List.copyOf(words);
    }

    /** @param open whether the least number itself is outside */
    record Range(Optional<BigDecimal> least, boolean open, Optional<BigDecimal> most) {
        boolean contains(BigDecimal number) {
            return least.map(bound -> number.compareTo(bound) >= (open ? 1 : 0)).orElse(true)
                    && most.map(bound -> number.compareTo(bound) <= 0).orElse(true);
        }

        String describe() {
            if (least.equals(most)) {
                return least.map(BigDecimal::toPlainString).orElse("any number");
            }
            if (most.isEmpty()) {
                return (open ? "above " : "at least ")
                        + least.map(BigDecimal::toPlainString).orElse("");
            }
            return least.map(bound -> "from " + bound.toPlainString() + " to ").orElse("at most ")
                    + most.map(BigDecimal::toPlainString).orElse("");
        }
    }

    /** @throws IllegalArgumentException if a number's cell holds something that is not a range */
    static Valid parse(String cell, SettingType type) {
        var ranges = new ArrayList<Range>();
        var words = new ArrayList<String>();
        for (var token : cell.isEmpty() ? new String[0] : cell.split(" ")) {
            if (type.isNumber()) {
                ranges.add(range(token));
            } else {
                words.add(token);
            }
        }
        return new Valid(ranges, words);
    }

    boolean allows(BigDecimal number) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(number));
    }

    boolean allows(String word) {
        return words.isEmpty() || words.stream().anyMatch(valid -> matches(valid, word));
    }

    /** Whether every valid word is listed, and none by its beginning only. */
    boolean isClosed() {
        return words.stream().noneMatch(word -> word.endsWith("*"));
    }

    /** For messages: {@code from 1 to 9 or -1}, {@code 'compact', 'delete'}. */
    String describe() {
        return words.isEmpty()
                ? ranges.stream().map(Range::describe).collect(Collectors.joining(" or "))
                : words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }

    private static boolean matches(String valid, String word) {
        return valid.endsWith("*")
                ? word.startsWith(valid.substring(0, valid.length() - 1)) && word.length() >= valid.length()
                : valid.equals(word);
    }

    private static Range range(String token) {
        if (token.startsWith(">")) {
            return new Range(bound(token.substring(1)), true, Optional.empty());
        }
        int dots = token.indexOf("..");
        if (dots < 0) {
            return new Range(bound(token), false, bound(token));
        }
        return new Range(bound(token.substring(0, dots)), false, bound(token.substring(dots + 2)));
    }

    private static Optional<BigDecimal> bound(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("valid: '" + text + "' is no bound of numbers", e);
        }
    }
}
