package io.castellan.resource.topic;

import io.castellan.model.Provenance;
import java.util.Objects;

/** A declared value, and what declared it: the declaration, the environment's defaults, or an override. */
record Sourced<T>(T value, Provenance at) {
    Sourced {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(at, "at");
    }
}
