package io.castellan.kafka;

import java.time.Duration;

/** Hears how long work goes on, for progress lines. Called on the thread that makes the calls. */
public interface CallListener {
    /** After each batch: so many of all items have an outcome. */
    default void progressed(String call, int done, int total) {}

    /** Kafka's mutation quota asks us to wait before these items are sent again. */
    default void throttled(String call, int items, Duration wait) {}

    /** The cluster is left; so much went over the wire. */
    default void closed(Traffic traffic) {}

    static CallListener silent() {
        return new CallListener() {};
    }
}
