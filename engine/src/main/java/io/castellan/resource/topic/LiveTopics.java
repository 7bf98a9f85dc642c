package io.castellan.resource.topic;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Observed;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Reads topics by name, in as many requests for one as for a thousand. */
final class LiveTopics {
    private final KafkaReads reads;
    private final Repeated repeated = new Repeated();
    private final InheritedSettings inherited = new InheritedSettings(repeated);

    LiveTopics(KafkaReads reads) {
        this.reads = reads;
    }

    /** Everything that is seen of the topics, with the values that they and those read before inherit. */
    Map<String, Observed<TopicState>> read(Collection<String> names) {
        var shapes = shapes(names);
        var overrides = overrides(present(shapes), inherited);
        askForHidden(overrides, inherited);
        return joined(shapes, overrides, inherited.values());
    }

    /** The topics with the settings that stand on them, without what they inherit. */
    Map<String, Observed<TopicState>> readOwn(Collection<String> names) {
        var shapes = shapes(names);
        return joined(shapes, overrides(present(shapes), new InheritedSettings(repeated)), Map.of());
    }

    /** The topics without any settings. */
    Map<String, Observed<TopicState>> readShapes(Collection<String> names) {
        var topics = new LinkedHashMap<String, Observed<TopicState>>();
        shapes(names)
                .forEach((name, shape) -> topics.put(
                        name,
                        shape.fold(
                                seen -> Observed.present(seen.with(name, Map.of(), Map.of())),
                                Observed::missing,
                                Observed::unreadable)));
        return topics;
    }

    private record Shape(String uuid, List<List<Integer>> replicas, Set<Integer> leaderless, boolean internal) {
        static Shape of(TopicDescription description, Repeated repeated) {
            var replicas = new ArrayList<List<Integer>>();
            var leaderless = new HashSet<Integer>();
            for (var partition : description.partitions()) {
                replicas.add(repeated.brokers(
                        partition.replicas().stream().map(Node::id).toList()));
                if (isLeaderless(partition)) {
                    leaderless.add(partition.partition());
                }
            }
            return new Shape(
                    description.topicId().toString(), List.copyOf(replicas), leaderless, description.isInternal());
        }

        private static boolean isLeaderless(TopicPartitionInfo partition) {
            return Optional.ofNullable(partition.leader()).map(Node::isEmpty).orElse(true);
        }

        TopicState with(String name, Map<String, String> overrides, Map<String, String> inherited) {
            return new TopicState(
                    name, uuid, replicas, leaderless, internal || TopicName.isTunable(name), overrides, inherited);
        }
    }

    private Map<String, Observed<Shape>> shapes(Collection<String> names) {
        return reads.topics(names, description -> Shape.of(description, repeated));
    }

    private static List<String> present(Map<String, Observed<Shape>> shapes) {
        return shapes.entrySet().stream()
                .filter(entry -> entry.getValue().found().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Observed<Map<String, String>>> overrides(List<String> names, InheritedSettings inherited) {
        return byName(reads.configs(resources(names), config -> {
            var overrides = new TreeMap<String, String>();
            for (var entry : config.entries()) {
                @Nullable String raw = entry.value(); // plain code: there are dozens of entries for each topic
                if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                    overrides.put(repeated.key(entry.name()), raw == null ? "" : repeated.canonical(entry.name(), raw));
                } else if (raw != null) {
                    inherited.seen(entry.name(), raw);
                }
            }
            return Map.copyOf(overrides);
        }));
    }

    /** One topic for each setting that stands on every topic, so that none showed what would be inherited. */
    private void askForHidden(Map<String, Observed<Map<String, String>>> overrides, InheritedSettings inherited) {
        var oneFor = new TreeMap<String, String>();
        overrides.forEach((name, read) -> read.found()
                .ifPresent(found -> found.keySet().stream()
                        .filter(key -> !inherited.knows(key))
                        .forEach(key -> oneFor.putIfAbsent(key, name))));
        if (!oneFor.isEmpty()) {
            reads.configsWithSynonyms(resources(new HashSet<>(oneFor.values())), config -> {
                hidden(config, oneFor.keySet(), inherited);
                return true;
            });
        }
    }

    private static void hidden(Config config, Set<String> keys, InheritedSettings inherited) {
        for (var entry : config.entries()) {
            if (keys.contains(entry.name())) {
                entry.synonyms().stream()
                        .filter(synonym -> synonym.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                        .filter(synonym -> Optional.ofNullable(synonym.value()).isPresent())
                        .findFirst()
                        .ifPresentOrElse(
                                synonym -> inherited.seenOnBroker(entry.name(), synonym.name(), synonym.value()),
                                () -> ofNoBroker(entry.name()).ifPresent(raw -> inherited.seen(entry.name(), raw)));
            }
        }
    }

    /** What Kafka itself says where no broker says anything. */
    private static Optional<String> ofNoBroker(String key) {
        return Catalogue.topic().find(key).flatMap(Setting::defaultValue);
    }

    private static Map<String, Observed<TopicState>> joined(
            Map<String, Observed<Shape>> shapes,
            Map<String, Observed<Map<String, String>>> overrides,
            Map<String, String> inherited) {
        var topics = new HashMap<String, Observed<TopicState>>();
        shapes.forEach((name, shape) -> topics.put(
                name,
                shape.fold(
                        seen -> overrides
                                .getOrDefault(name, Observed.missing())
                                .fold(
                                        found -> Observed.present(seen.with(name, found, inherited)),
                                        Observed::missing, // deleted in between
                                        why -> Observed.unreadable("its settings: " + why)),
                        Observed::missing,
                        Observed::unreadable)));
        return topics;
    }

    private static List<ConfigResource> resources(Collection<String> names) {
        return names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
    }

    private static <T> Map<String, Observed<T>> byName(Map<ConfigResource, Observed<T>> resources) {
        var byName = new HashMap<String, Observed<T>>();
        resources.forEach((resource, read) -> byName.put(resource.name(), read));
        return byName;
    }
}
