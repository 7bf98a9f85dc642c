package io.castellan.resource.keyed;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a live resource has of its own, canonical and by key; what it only inherits is not in it. */
public record KeyedState(Map<String, String> settings) {
    public KeyedState {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
