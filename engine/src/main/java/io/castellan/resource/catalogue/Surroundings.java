package io.castellan.resource.catalogue;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known around a change of one setting. What is not known is assumed to be as bad as it can be.
 *
 * @param replicationFactor of the topic, after the change
 * @param effective canonical values of the resource's other settings, inherited ones included. Leave out a setting that
 *     changes together with the one that is judged
 */
public record Surroundings(OptionalInt replicationFactor, Map<String, String> effective) {
    public Surroundings {
        Objects.requireNonNull(replicationFactor, "replicationFactor");
        effective = Map.copyOf(effective);
    }

    public static Surroundings unknown() {
        return new Surroundings(OptionalInt.empty(), Map.of());
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(effective.get(key));
    }
}
