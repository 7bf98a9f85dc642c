package io.castellan.environment;

import io.castellan.model.Node;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A value of one resource that this environment sets over its declaration, for a reason and, mostly, for a time.
 *
 * @param values as written, without {@code until} and {@code reason}
 */
public record TimedOverride(
        String section, String resource, Node.Mapping values, Optional<Instant> until, String reason) {
    public TimedOverride {
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(reason, "reason");
    }

    public boolean inForce(Instant now) {
        return until.map(now::isBefore).orElse(true);
    }
}
