package io.castellan.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points of time as people are told them: to the second. What is recorded or compared keeps all that the clock gave. */
public final class WholeSecond {
    private WholeSecond() {}

    /** The second in which it was. */
    public static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The first second that is not before it: for what ends then, so that nobody comes back too early. */
    public static Instant notBefore(Instant instant) {
        var begun = of(instant);
        return begun.equals(instant) ? begun : begun.plusSeconds(1);
    }
}
