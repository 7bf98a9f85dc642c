package io.castellan.resource.topic;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Tidy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Topics as they are: their partitions, replicas and overrides. */
final class TopicCaptor implements Captor {
    @Override
    public String section() {
        return "topics";
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var defaultKeys = defaults.flatMap(node -> node.get("config"))
                .flatMap(Node::asMapping)
                .map(config -> config.byKey().keySet().stream().toList())
                .orElse(List.of());
        var topics = new TreeMap<String, Value>();
        world.observed(TopicRoom.KEY)
                .values()
                .forEach(observed -> observed.found()
                        .filter(topic -> TopicName.protector(topic.name(), topic.internal(), world.protection())
                                .isEmpty())
                        .ifPresent(topic -> topics.put(topic.name(), topic(topic, defaultKeys))));
        return topics.isEmpty() ? Optional.empty() : Optional.of(Value.entries(topics));
    }

    private static Value topic(TopicState topic, List<String> defaultKeys) {
        var parts = new TreeMap<String, Value>();
        parts.put("partitions", Value.whole(topic.replicas().size()));
        parts.put("replicationFactor", Value.whole(topic.mostReplicas()));
        var config = new TreeMap<String, Value>();
        defaultKeys.forEach(key -> config.put(key, Value.unset()));
        config.putAll(Tidy.of(Catalogue.topic(), withoutVoid(topic)));
        if (!config.isEmpty()) {
            parts.put("config", Value.entries(config));
        }
        return Value.entries(parts);
    }

    /** More in-sync replicas than there are replicas is what Kafka takes and a declaration must not say. */
    private static Map<String, String> withoutVoid(TopicState topic) {
        var overrides = new TreeMap<>(topic.overrides());
        overrides.computeIfPresent(
                Settings.MIN_ISR, (key, needed) -> Integer.parseInt(needed) > topic.mostReplicas() ? null : needed);
        return overrides;
    }
}
