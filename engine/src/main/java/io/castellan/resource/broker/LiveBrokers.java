package io.castellan.resource.broker;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Observed;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.resource.keyed.LiveConfigs;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;

/** Reads what the cluster says to all brokers in one request, and each broker in one of its own. */
final class LiveBrokers {
    /** Kafka's name for all brokers together. */
    static final ConfigResource ALL = new ConfigResource(ConfigResource.Type.BROKER, "");

    private static final String PROCESS_ROLES = "process.roles";
    private static final String RACK = "broker.rack";

    private LiveBrokers() {}

    /** Missing where nothing is said to all. */
    static Observed<KeyedState> ofAll(KafkaReads reads) {
        return reads.configs(
                        List.of(ALL),
                        config -> LiveConfigs.state(
                                config, ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG, Catalogue.broker()))
                .getOrDefault(ALL, Observed.unreadable("not answered"))
                .fold(
                        state -> state.settings().isEmpty() ? Observed.missing() : Observed.present(state),
                        Observed::missing,
                        Observed::unreadable);
    }

    static Map<Integer, Observed<NodeState>> nodes(KafkaReads reads, Collection<Integer> ids) {
        var nodes = new TreeMap<Integer, Observed<NodeState>>();
        reads.brokerConfigsWithSynonyms(ids, LiveBrokers::keys)
                .forEach((id, read) -> nodes.put(
                        id,
                        read.fold(keys -> Observed.present(node(id, keys)), Observed::missing, Observed::unreadable)));
        return nodes;
    }

    private static NodeState node(int id, Map<String, Layers> keys) {
        var own = new TreeMap<String, String>();
        keys.forEach((key, layers) -> {
            if (layers.has(Layers.Level.NODE, key)) {
                layers.effective().ifPresent(value -> own.put(key, value));
            }
        });
        var topology = new HashMap<String, String>();
        value(keys, PROCESS_ROLES)
                .ifPresent(roles -> topology.put(
                        NodeSpec.ROLES,
                        Arrays.stream(roles.split(","))
                                .map(String::trim)
                                .sorted()
                                .collect(Collectors.joining(","))));
        value(keys, RACK).ifPresent(rack -> topology.put(NodeSpec.RACK, rack));
        return new NodeState(id, new KeyedState(own), topology, keys);
    }

    private static Optional<String> value(Map<String, Layers> keys, String key) {
        return keys.getOrDefault(key, Layers.NONE).effective();
    }

    private static Map<String, Layers> keys(Config config) {
        var keys = new HashMap<String, Layers>();
        config.entries().forEach(entry -> keys.put(entry.name(), layers(entry)));
        return keys;
    }

    private static Layers layers(ConfigEntry entry) {
        var setting = Catalogue.broker().find(entry.name());
        return new Layers(entry.synonyms().stream()
                .flatMap(synonym -> level(synonym.source()).stream()
                        .flatMap(level -> Optional.ofNullable(synonym.value())
                                .or(() -> Optional.of(LiveConfigs.HIDDEN).filter(hidden -> level != Layers.Level.KAFKA))
                                .map(raw -> new Layers.Source(
                                        level, synonym.name(), canonical(setting, synonym.name(), raw)))
                                .stream()))
                .toList());
    }

    /** As the key itself would say what another key says for it. */
    private static String canonical(Optional<Setting> setting, String source, String raw) {
        if (raw.equals(LiveConfigs.HIDDEN)) {
            return raw;
        }
        return setting.map(key -> key.key().equals(source)
                        ? key.observed(raw)
                        : Catalogue.broker()
                                .find(source)
                                .map(other -> key.inherited(other, other.observed(raw)))
                                .orElse(raw))
                .orElse(raw);
    }

    private static Optional<Layers.Level> level(ConfigSource source) {
        return switch (source) {
            case DYNAMIC_BROKER_CONFIG -> Optional.of(Layers.Level.NODE);
            case DYNAMIC_DEFAULT_BROKER_CONFIG -> Optional.of(Layers.Level.CLUSTER);
            case STATIC_BROKER_CONFIG -> Optional.of(Layers.Level.FILE);
            case DEFAULT_CONFIG -> Optional.of(Layers.Level.KAFKA);
            default -> Optional.empty();
        };
    }

    /** The nodes that could be read. */
    static List<NodeState> found(Collection<Observed<NodeState>> nodes) {
        return nodes.stream()
                .flatMap(node -> node.fold(Stream::of, Stream::<NodeState>empty, why -> Stream.empty()))
                .toList();
    }
}
