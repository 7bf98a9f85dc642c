package io.castellan.resource;

import java.time.Duration;

/** Waiting, passed in so that tests need not wait. */
@FunctionalInterface
public interface Pause {
    /** Waits, or returns early when the thread is interrupted, which it leaves marked. */
    void sleep(Duration duration);

    /** Real time. */
    Pause REAL = duration -> {
        try {
            Thread.sleep(Math.max(1, duration.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };
}
