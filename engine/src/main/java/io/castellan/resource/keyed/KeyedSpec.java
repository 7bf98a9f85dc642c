package io.castellan.resource.keyed;

import io.castellan.model.Provenance;
import io.castellan.model.Value;
import io.castellan.resource.KnowsPlaces;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The settings that are declared for one resource, by key. */
public record KeyedSpec(Map<String, Declaration> settings) implements KnowsPlaces {
    public KeyedSpec {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** The declared values by key. */
    public Map<String, String> values() {
        var values = new TreeMap<String, String>();
        settings.forEach((key, declaration) -> values.put(key, declaration.value()));
        return values;
    }

    @Override
    public Value meaning() {
        var says = new TreeMap<String, Value>();
        values().forEach((key, value) -> says.put(key, Value.text(value)));
        return Value.entries(says);
    }

    /** @param value canonical, so that equal meaning is equal text */
    public record Declaration(String value, Provenance at) {
        public Declaration {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(at, "at");
        }
    }
}
