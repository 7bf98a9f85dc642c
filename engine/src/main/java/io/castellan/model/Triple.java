package io.castellan.model;

import java.util.Objects;
import java.util.Optional;

/** The three sides of a comparison for one resource. */
public record Triple<D, O>(ResourceId id, Optional<Declared<D>> desired, Baseline<D> baseline, Observed<O> observed) {
    public Triple {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(desired, "desired");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(observed, "observed");
    }
}
