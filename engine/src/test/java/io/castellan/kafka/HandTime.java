package io.castellan.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that only passes when somebody waits or the test moves it. */
public class HandTime implements TimeSource {
    private long nanos = 1_000_000_000L;
    private Instant instant = Instant.parse("2026-11-21T10:00:00Z");
    public final List<Duration> slept = new ArrayList<>();

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return instant;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        slept.add(time);
        pass(time);
    }

    public void pass(Duration time) {
        passMonotonic(time);
        passWall(time);
    }

    public void passMonotonic(Duration time) {
        nanos += time.toNanos();
    }

    public void passWall(Duration time) {
        instant = instant.plus(time);
    }
}
