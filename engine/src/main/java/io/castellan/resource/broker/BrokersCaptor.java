package io.castellan.resource.broker;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Tidy;
import io.castellan.resource.keyed.KeyedState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The dynamic settings of all brokers as they are; not those that a node overrides, which would have no effect there. */
final class BrokersCaptor implements Captor {
    @Override
    public String section() {
        return "brokers";
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        return Optional.ofNullable(world.observed(BrokerRoom.CLUSTER).get(BrokerRoom.ALL))
                .flatMap(observed -> observed.found())
                .map(KeyedState::settings)
                .map(settings -> Tidy.of(Catalogue.broker(), settings))
                .map(settings -> withoutOverridden(settings, world))
                .filter(settings -> !settings.isEmpty())
                .map(settings -> Value.entries(Map.of("config", Value.entries(settings))));
    }

    private static Map<String, Value> withoutOverridden(Map<String, Value> settings, World world) {
        var kept = new TreeMap<String, Value>(settings);
        world.observed(BrokerRoom.NODE)
                .values()
                .forEach(observed -> observed.found()
                        .ifPresent(node ->
                                kept.keySet().removeAll(node.own().settings().keySet())));
        return kept;
    }
}
