package io.castellan.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * One risk of a change, a row of the reviewed table.
 *
 * @param code stable upper-case words, for example {@code RETENTION_SHORTENED}
 * @param why one clause for people
 */
public record Risk(RiskClass riskClass, String code, String why) implements Comparable<Risk> {
    private static final Comparator<Risk> WORST_FIRST = Comparator.comparing(Risk::riskClass)
            .reversed()
            .thenComparing(Risk::code)
            .thenComparing(Risk::why);

    public Risk {
        Objects.requireNonNull(riskClass, "riskClass");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(why, "why");
    }

    /** Worst first. */
    @Override
    public int compareTo(Risk other) {
        return WORST_FIRST.compare(this, other);
    }
}
