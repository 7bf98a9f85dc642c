package io.castellan.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * How long to go on trying: until a deadline, with pauses that grow and that two who started together do not share. Counting
 * attempts would give up early on a fast machine and late on a slow connection.
 */
public final class Patience {
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final long deadline;
    private final RandomGenerator random;
    private long bound = FIRST_NANOS;

    public Patience(Duration most, RandomGenerator random) {
        this.deadline = System.nanoTime() + most.toNanos();
        this.random = random;
    }

    /** Waits a while; false at once if the time is up or the thread was interrupted. */
    public boolean pause() {
        long left = deadline - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, 1 + random.nextLong(bound)));
        bound = Math.min(LONGEST_NANOS, bound * 2);
        return true;
    }

    boolean isOver() {
        return deadline - System.nanoTime() <= 0;
    }

    /** At least one: zero would mean for ever. */
    int secondsLeft() {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime()));
    }
}
