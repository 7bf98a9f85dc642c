package io.castellan.kafka;

import java.time.Duration;
import java.time.Instant;

/** The clocks that calls and the lock live by, and the only way to wait. */
public interface TimeSource {
    /** Monotonic, in nanoseconds, only good for differences. */
    long nanos();

    /** The wall clock: it may jump, but it also runs while the machine sleeps, when the monotonic one may stand still. */
    Instant instant();

    void sleep(Duration time) throws InterruptedException;

    static TimeSource system() {
        return new TimeSource() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time.toMillis());
            }
        };
    }
}
