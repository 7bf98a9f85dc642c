package io.castellan.access;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;

/**
 * A time in which nothing is applied.
 *
 * @param from its first instant
 * @param to the first instant after it
 * @param zone in which it was written
 */
public record FreezeWindow(Instant from, Instant to, ZoneId zone, String reason) implements Comparable<FreezeWindow> {
    private static final Comparator<FreezeWindow> ORDER = Comparator.comparing(FreezeWindow::from)
            .thenComparing(FreezeWindow::to)
            .thenComparing(window -> window.zone().getId())
            .thenComparing(FreezeWindow::reason);

    public FreezeWindow {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(reason, "reason");
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(from + " to " + to);
        }
    }

    public boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    @Override
    public int compareTo(FreezeWindow other) {
        return ORDER.compare(this, other);
    }

    /** {@code until 2027-01-04T00:00+01:00[Europe/Berlin]: year end}. */
    public String display() {
        return "until " + to.atZone(zone) + ": " + reason;
    }
}
