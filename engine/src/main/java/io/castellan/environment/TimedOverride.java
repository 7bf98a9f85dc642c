package io.castellan.environment;

import io.castellan.model.Node;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    /** {@code 2026-12-01T00:00Z}, with any offset, or a date, which begins at midnight UTC; empty for anything else. */
    public static Optional<Instant> end(String text) {
        try {
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    public boolean inForce(Instant now) {
        return until.map(now::isBefore).orElse(true);
    }
}
