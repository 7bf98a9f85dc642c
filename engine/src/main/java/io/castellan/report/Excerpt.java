package io.castellan.report;

import io.castellan.diagnostics.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The line of a file that a problem is about, with a caret below its column. A line that may hold a secret is not shown: it was
 * written where it does not belong, and a build log is read by more people than the file.
 */
final class Excerpt {
    private static final List<String> SECRETIVE =
            List.of("password", "passwd", "secret", "jaas", "token", "credential", "private", "keystore", "truststore");
    private static final int WIDEST = 120;
    private static final int BEFORE_CARET = 40;

    private Excerpt() {}

    /** Two lines without line breaks at their ends, or none. */
    static List<String> of(Place place, Sources sources) {
        if (place.line() == 0) {
            return List.of();
        }
        return sources.text(place.file())
                .flatMap(text -> line(text, place.line()))
                .filter(line -> SECRETIVE.stream().noneMatch(line.toLowerCase(Locale.ROOT)::contains))
                .map(line -> excerpt(line, place))
                .orElse(List.of());
    }

    private static Optional<String> line(String text, int number) {
        return text.lines().skip(number - 1L).findFirst();
    }

    private static List<String> excerpt(String line, Place place) {
        int length = line.codePointCount(0, line.length());
        int column = Math.min(Math.max(place.column(), 1) - 1, length);
        int from = column > WIDEST - BEFORE_CARET ? column - BEFORE_CARET : 0;
        int to = Math.min(length, from + WIDEST);
        var lead = from > 0 ? "…" : "";
        var before = lead + Visible.line(part(line, from, column));
        var number = Integer.toString(place.line());
        return List.of(
                "  " + number + " | " + before + Visible.line(part(line, column, to)) + (to < length ? "…" : ""),
                "  " + " ".repeat(number.length()) + " | " + " ".repeat(Visible.width(before)) + "^");
    }

    private static String part(String line, int fromCodePoint, int toCodePoint) {
        return line.substring(line.offsetByCodePoints(0, fromCodePoint), line.offsetByCodePoints(0, toCodePoint));
    }
}
