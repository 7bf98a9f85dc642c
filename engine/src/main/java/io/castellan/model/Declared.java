package io.castellan.model;

import java.util.Objects;

/**
 * A resource as declared, with variables, defaults, overrides and grants filled in.
 *
 * @param unit the digest of the declaration as written, before anything was filled in: the unit of promotion
 */
public record Declared<D>(ResourceId id, D spec, Provenance at, Digest unit) {
    public Declared {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(unit, "unit");
    }
}
