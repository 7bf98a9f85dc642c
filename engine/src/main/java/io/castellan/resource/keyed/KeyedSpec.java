package io.castellan.resource.keyed;

import io.castellan.model.Provenance;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The settings that are declared for one resource, by key. */
public record KeyedSpec(Map<String, Declaration> settings) {
    public KeyedSpec {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** @param value canonical, so that equal meaning is equal text */
    public record Declaration(String value, Provenance at) {
        public Declaration {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(at, "at");
        }
    }
}
