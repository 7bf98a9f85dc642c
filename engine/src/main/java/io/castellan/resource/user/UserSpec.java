package io.castellan.resource.user;

import io.castellan.model.Declared;
import io.castellan.model.Value;
import io.castellan.resource.CannotWait;
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
        implements UsesSecrets, CannotWait {
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

    /** As it was applied, but for mechanisms that go, or for the password. */
    @Override
    public boolean cannotWait(Optional<Declared<?>> applied) {
        return applied.map(Declared::spec)
                .filter(UserSpec.class::isInstance)
                .map(UserSpec.class::cast)
                .filter(before -> before.mechanisms().equals(mechanisms)
                        || isSamePassword(before)
                                && before.mechanisms().entrySet().containsAll(mechanisms.entrySet()))
                .isPresent();
    }

    private boolean isSamePassword(UserSpec before) {
        return password.equals(before.password) && rotation == before.rotation;
    }
}
