package io.castellan.model;

import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A resource as declared, with variables, defaults, overrides and grants filled in.
 *
 * @param unit the digest of the declaration as written, before anything was filled in: the unit of promotion. Where several
 *     declarations come to the same resource, the digest of all of them
 * @param several the digests of those declarations, where there are several
 */
public record Declared<D>(ResourceId id, D spec, Provenance at, Digest unit, Set<Digest> several) {
    public Declared {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(unit, "unit");
        several = Set.copyOf(several);
    }

    public Declared(ResourceId id, D spec, Provenance at, Digest unit) {
        this(id, spec, at, unit, Set.of());
    }

    /** The digest of each declaration that comes to this resource, in order. */
    public SortedSet<Digest> units() {
        return new TreeSet<>(several.isEmpty() ? Set.of(unit) : several);
    }
}
