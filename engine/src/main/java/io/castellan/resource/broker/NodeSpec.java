package io.castellan.resource.broker;

import io.castellan.model.Value;
import io.castellan.resource.KnowsPlaces;
import io.castellan.resource.keyed.KeyedSpec;
import java.util.List;
import java.util.Objects;

/**
 * A node as declared.
 *
 * @param config its own dynamic settings
 * @param topology its roles and its rack, where they are declared; compared, never changed
 */
record NodeSpec(KeyedSpec config, KeyedSpec topology) implements KnowsPlaces {
    static final String ROLES = "roles";
    static final String RACK = "rack";

    NodeSpec {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(topology, "topology");
    }

    @Override
    public Value meaning() {
        return new Value.Items(List.of(config.meaning(), topology.meaning()));
    }

    /** Whether no broker runs on it, so that nothing of it can be asked. */
    boolean isControllerOnly() {
        return "controller".equals(topology.values().get(ROLES));
    }
}
