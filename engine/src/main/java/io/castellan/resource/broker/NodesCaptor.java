package io.castellan.resource.broker;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.Section;
import io.castellan.resource.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What single nodes have of their own and environment.yaml does not declare yet. */
final class NodesCaptor implements Captor {
    @Override
    public String section() {
        return "nodes";
    }

    @Override
    public Section.Home home() {
        return Section.Home.ENVIRONMENT;
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var nodes = new TreeMap<String, Value>();
        world.observed(BrokerRoom.NODE)
                .forEach((id, observed) -> observed.found().ifPresent(node -> {
                    var situation = new Situation(world, id);
                    var undeclared = new HashMap<>(node.own().settings());
                    undeclared.keySet().removeAll(situation.declared(node).keySet());
                    var settings = Shadows.tidy(situation, undeclared);
                    if (!settings.isEmpty()) {
                        nodes.put(id.name(), Value.entries(Map.of(BrokersSection.CONFIG, Value.entries(settings))));
                    }
                }));
        return nodes.isEmpty() ? Optional.empty() : Optional.of(Value.entries(nodes));
    }
}
