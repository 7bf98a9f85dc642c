package io.castellan.apply;

import java.time.Duration;
import java.util.Objects;

/**
 * Times of an apply.
 *
 * @param resumeWithin how old an open intent may be to go on with it; older ones are given up
 * @param readBackPatience how long without any progress until reading back gives up
 */
public record ApplySettings(Duration resumeWithin, Duration readBackPatience) {
    /** Four hours, and thirty seconds. */
    public static final ApplySettings DEFAULT = new ApplySettings(Duration.ofHours(4), Duration.ofSeconds(30));

    public ApplySettings {
        Objects.requireNonNull(resumeWithin, "resumeWithin");
        Objects.requireNonNull(readBackPatience, "readBackPatience");
    }
}
