package io.castellan.resource.broker;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.World;
import io.castellan.resource.keyed.KeyedState;
import java.util.Map;
import java.util.Optional;

/** The dynamic settings of all brokers as they are; not those that a node overrides without saying so in environment.yaml. */
final class BrokersCaptor implements Captor {
    @Override
    public String section() {
        return "brokers";
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var situation = new Situation(world, BrokerRoom.ALL);
        return Optional.ofNullable(world.observed(BrokerRoom.CLUSTER).get(BrokerRoom.ALL))
                .flatMap(observed -> observed.found())
                .map(KeyedState::settings)
                .map(settings -> Shadows.tidy(situation, settings))
                .filter(settings -> !settings.isEmpty())
                .map(settings -> Value.entries(Map.of(BrokersSection.CONFIG, Value.entries(settings))));
    }
}
