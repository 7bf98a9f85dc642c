package io.castellan.sandbox;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for conditions by looking again and again. */
final class Waiting {
    private static final Duration LOOK = Duration.ofMillis(25);

    private Waiting() {}

    /** Whether the condition held before the deadline; looks at least once. */
    static boolean until(Duration deadline, BooleanSupplier condition) {
        var end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Ends the operation; the caller's cleanup runs, the thread stays interrupted. */
    static RuntimeException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new java.util.concurrent.CancellationException("interrupted: " + cause.getMessage());
    }
}
