package io.castellan.kafka.lock;

import io.castellan.kafka.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** That the lock was ours at a moment, and so stays ours for a session from then. */
public final class Proof {
    private final TimeSource time;
    private final LockSettings settings;
    private final long nanos;
    private final Instant instant;

    /** Taken before the coordinator is asked, so that its answer can only be newer. */
    Proof(TimeSource time, LockSettings settings) {
        this.time = Objects.requireNonNull(time, "time");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.nanos = time.nanos();
        this.instant = time.instant();
    }

    /** By the clock that ran further: the monotonic one may stand still while the machine sleeps, the wall clock may be set back. */
    Duration elapsed() {
        var monotonic = Duration.ofNanos(time.nanos() - nanos);
        var wall = Duration.between(instant, time.instant());
        return monotonic.compareTo(wall) >= 0 ? monotonic : wall;
    }

    /** How long a call may take that is sent now; zero or less means that none may be sent before the next proof. */
    public Duration left() {
        return settings.session().minus(elapsed()).minus(settings.margin());
    }
}
