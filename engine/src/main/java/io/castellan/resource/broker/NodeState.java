package io.castellan.resource.broker;

import io.castellan.resource.keyed.KeyedState;
import java.util.Map;
import java.util.Objects;

/**
 * A live broker.
 *
 * @param own what stands on the node itself
 * @param topology its roles and its rack, as far as it has them
 * @param keys every key that it knows
 */
record NodeState(int id, KeyedState own, Map<String, String> topology, Map<String, Layers> keys) {
    NodeState {
        Objects.requireNonNull(own, "own");
        topology = Map.copyOf(topology);
        keys = Map.copyOf(keys);
    }

    Layers layers(String key) {
        return keys.getOrDefault(key, Layers.NONE);
    }
}
