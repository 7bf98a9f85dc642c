package io.castellan.kafka;

import java.time.Duration;
import java.util.Objects;

/**
 * How patient we are with a cluster.
 *
 * @param call longest time for one call where no lock limits it
 * @param connect longest time for the first contact
 * @param node longest time for a call that only one certain broker can answer
 * @param retry how long an item that Kafka answered with a retriable error is sent again
 * @param throttled how long in total one operation waits for the controller's mutation quota
 */
public record CallSettings(Duration call, Duration connect, Duration node, Duration retry, Duration throttled) {
    public CallSettings {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(connect, "connect");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(throttled, "throttled");
    }

    public static CallSettings defaults() {
        return new CallSettings(
                Duration.ofSeconds(30),
                Duration.ofSeconds(12),
                Duration.ofSeconds(8),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15));
    }
}
