package io.castellan.resource.user;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.World;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Users as they are, without passwords, which Kafka does not give back: their existence is managed. */
final class UserCaptor implements Captor {
    @Override
    public String section() {
        return "users";
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var users = new TreeMap<String, Value>();
        world.observed(UserRoom.KEY)
                .forEach((id, observed) -> observed.found()
                        .ifPresent(state -> users.put(
                                id.name(),
                                Value.entries(Map.of(
                                        "mechanisms",
                                        new Value.Items(state.mechanisms().entrySet().stream()
                                                .map(mechanism -> Value.entries(Map.of(
                                                        "type", Value.text(mechanism.getKey()),
                                                        "iterations", Value.whole(mechanism.getValue()))))
                                                .toList()))))));
        return users.isEmpty() ? Optional.empty() : Optional.of(Value.entries(users));
    }
}
