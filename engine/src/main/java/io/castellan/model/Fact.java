package io.castellan.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A volatile figure beside a change. Shown, never part of a digest; a {@link Ceiling} is.
 *
 * @param name for example {@code bytesDropped}
 */
public record Fact(String name, Value value, Unit unit, Certainty certainty, Instant asOf) implements Comparable<Fact> {
    public Fact {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(certainty, "certainty");
        Objects.requireNonNull(asOf, "asOf");
    }

    @Override
    public int compareTo(Fact other) {
        return name.compareTo(other.name);
    }

    /** What the value counts. */
    public enum Unit {
        BYTES,
        RECORDS,
        GROUPS,
        TOPICS,
        PARTITIONS,
        BROKERS,
        BYTES_PER_SECOND,
        INSTANT,
        NONE
    }

    /** How far a figure can be trusted. */
    public record Certainty(Degree degree, String method) {
        public Certainty {
            Objects.requireNonNull(degree, "degree");
            Objects.requireNonNull(method, "method");
        }

        public static Certainty exact() {
            return new Certainty(Degree.EXACT, "");
        }

        public static Certainty estimate(String method) {
            return new Certainty(Degree.ESTIMATE, method);
        }

        /** @param why what kept us from knowing */
        public static Certainty unknown(String why) {
            return new Certainty(Degree.UNKNOWN, why);
        }
    }

    /** Exact, estimated by a named method, or not known. */
    public enum Degree {
        EXACT,
        ESTIMATE,
        UNKNOWN
    }
}
