package io.castellan.kafka;

import java.time.Duration;

/**
 * How long the next call to the cluster may take. Asked anew before every single call, so that whoever holds a lock can prove it
 * at that moment and hand out only what is left of the session.
 */
@FunctionalInterface
public interface CallBudget {
    /**
     * @return time for one call; zero or less when no further call may be sent
     * @throws RuntimeException when no further call may be sent, with the reason as its message
     */
    Duration next();

    /** The same time for every call. */
    static CallBudget each(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time: " + time);
        }
        return () -> time;
    }
}
