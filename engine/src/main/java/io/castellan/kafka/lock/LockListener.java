package io.castellan.kafka.lock;

import java.time.Duration;

/** Hears that somebody else holds the lock. */
@FunctionalInterface
public interface LockListener {
    /** @param holder one clause for people: who it is, and since when where that is known */
    void waiting(String holder, Duration patience);
}
