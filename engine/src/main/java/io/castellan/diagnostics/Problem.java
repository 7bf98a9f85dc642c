package io.castellan.diagnostics;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * One finding.
 *
 * @param message what is wrong and what is valid, in one sentence without a final full stop
 * @param hint what to do; empty where the message says it all
 */
public record Problem(Code code, Severity severity, Optional<Place> place, String message, String hint)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(
                    (Problem problem) -> problem.place().orElse(Place.whole("")))
            .thenComparing(Problem::severity)
            .thenComparing(Problem::code)
            .thenComparing(Problem::message);

    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
    }

    public static Problem error(Code code, Place place, String message) {
        return new Problem(code, Severity.ERROR, Optional.of(place), message, "");
    }

    public static Problem error(Code code, String message) {
        return new Problem(code, Severity.ERROR, Optional.empty(), message, "");
    }

    public static Problem warning(Code code, Place place, String message) {
        return new Problem(code, Severity.WARNING, Optional.of(place), message, "");
    }

    public static Problem warning(Code code, String message) {
        return new Problem(code, Severity.WARNING, Optional.empty(), message, "");
    }

    public Problem withHint(String newHint) {
        return new Problem(code, severity, place, message, newHint);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The message for a terminal or a log: it may quote what others wrote, and nothing of that acts. */
    public String said() {
        return Plain.of(message);
    }

    /** By place, then severity, code and message: one total order for every report. */
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** For a terminal or a log, as {@link #said}: {@code payments.yaml:5:7: error CAS-TOPIC-012: unknown topic setting 'retention.mss' — did you mean …?} */
    @Override
    public String toString() {
        var text = new StringBuilder();
        place.ifPresent(at -> text.append(at).append(": "));
        text.append(severity.word()).append(' ').append(code).append(": ").append(message);
        if (!hint.isEmpty()) {
            text.append(" — ").append(hint);
        }
        return Plain.of(text.toString());
    }
}
