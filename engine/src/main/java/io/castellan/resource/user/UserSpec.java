package io.castellan.resource.user;

import io.castellan.model.Value;
import io.castellan.resource.UsesSecrets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is declared of a SCRAM user.
 *
 * @param mechanisms Kafka's mechanism names to iterations; empty iterations leave those that are live
 * @param password where it comes from; without it only the existence of the user is managed
 * @param rotation counted up to have the password sent again
 */
record UserSpec(Map<String, Optional<Integer>> mechanisms, Optional<Value.SecretRef> password, long rotation)
        implements UsesSecrets {
    /** Kafka's least, and what it takes where nothing is said. */
    static final int DEFAULT_ITERATIONS = 4096;

    UserSpec {
        mechanisms = Collections.unmodifiableMap(new TreeMap<>(mechanisms));
        Objects.requireNonNull(password, "password");
    }

    @Override
    public Set<Value.SecretRef> secrets() {
        return password.map(Set::of).orElse(Set.of());
    }
}
