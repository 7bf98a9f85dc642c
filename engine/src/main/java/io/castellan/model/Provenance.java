package io.castellan.model;

import io.castellan.diagnostics.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where something is declared and why it is so.
 *
 * @param declaredAt empty where nothing declares it (observed only)
 * @param alsoAt further places that declare the same, in order
 */
public record Provenance(Optional<Place> declaredAt, Cause cause, List<Place> alsoAt) {
    private static final Provenance OBSERVED = new Provenance(Optional.empty(), Cause.OBSERVED, List.of());

    public Provenance {
        Objects.requireNonNull(declaredAt, "declaredAt");
        Objects.requireNonNull(cause, "cause");
        alsoAt = List.copyOf(alsoAt);
    }

    public static Provenance at(Place place, Cause cause) {
        return new Provenance(Optional.of(place), cause, List.of());
    }

    public static Provenance observed() {
        return OBSERVED;
    }
}
