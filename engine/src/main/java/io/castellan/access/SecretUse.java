package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.model.Value;
import java.util.Objects;

/** Where something asks for a secret. */
public record SecretUse(Value.SecretRef secret, Place at) {
    public SecretUse {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(at, "at");
    }
}
