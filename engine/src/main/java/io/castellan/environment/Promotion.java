package io.castellan.environment;

import java.time.Duration;
import java.util.Objects;

/**
 * Where the state of an environment comes from.
 *
 * @param from the environment before this one
 * @param soak how long a declaration must have been applied there
 */
public record Promotion(String from, Duration soak) {
    public Promotion {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(soak, "soak");
    }
}
