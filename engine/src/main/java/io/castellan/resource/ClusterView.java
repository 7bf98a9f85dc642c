package io.castellan.resource;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A cluster as a whole.
 *
 * @param brokers those that are registered and alive, by id
 * @param inventory whether every resource can be seen; without proof, what is absent may be only invisible
 */
public record ClusterView(String id, List<Broker> brokers, Inventory inventory) {
    public ClusterView {
        Objects.requireNonNull(id, "id");
        brokers = List.copyOf(brokers);
        Objects.requireNonNull(inventory, "inventory");
    }

    /** A live broker. */
    public record Broker(int id, Optional<String> rack) {
        public Broker {
            Objects.requireNonNull(rack, "rack");
        }
    }

    /** Whether the principal is proved to see everything. */
    public record Inventory(boolean complete, String why) {
        public Inventory {
            Objects.requireNonNull(why, "why");
        }

        public static Inventory proved() {
            return new Inventory(true, "");
        }

        public static Inventory unproved(String why) {
            return new Inventory(false, why);
        }
    }
}
