package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether what Castellan rests on is really there, check by check.
 *
 * @param at when it was looked
 * @param groups in the order in which they are shown
 */
public record Checkup(Instant at, List<Group> groups) {
    public Checkup {
        Objects.requireNonNull(at, "at");
        groups = List.copyOf(groups);
    }

    /**
     * Checks of one thing.
     *
     * @param name for programs, a word or two with hyphens
     * @param title for people
     */
    public record Group(String name, String title, List<Line> lines) {
        public Group {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(title, "title");
            lines = List.copyOf(lines);
        }
    }

    /**
     * How one check ended.
     *
     * @param code empty where all is well
     * @param hint what to do; empty where there is nothing to do
     */
    public record Line(Verdict verdict, Optional<Code> code, Optional<Place> place, String message, String hint) {
        public Line {
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(hint, "hint");
        }
    }

    public enum Verdict {
        OK("ok"),
        WARNING("warning"),
        PROBLEM("problem"),
        NOT_CHECKED("not checked"),
        NO_ANSWER("no answer");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** How many checks ended so. */
    public long count(Verdict verdict) {
        return groups.stream()
                .flatMap(group -> group.lines().stream())
                .filter(line -> line.verdict() == verdict)
                .count();
    }
}
