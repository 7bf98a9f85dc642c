package io.castellan.resource;

import io.castellan.model.ResourceId;
import java.util.Objects;

/**
 * The typed name of a kind: how the world and the declarations are asked for it.
 *
 * @param name as in {@link ResourceId#kind()}
 * @param plural for people
 * @param declared the type of what is declared
 * @param observed the type of what is seen
 */
public record KindKey<D, O>(String name, String plural, Class<D> declared, Class<O> observed) {
    public KindKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(plural, "plural");
        Objects.requireNonNull(declared, "declared");
        Objects.requireNonNull(observed, "observed");
    }

    public ResourceId id(String resource) {
        return new ResourceId(name, resource);
    }
}
