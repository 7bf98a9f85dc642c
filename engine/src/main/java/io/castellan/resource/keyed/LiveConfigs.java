package io.castellan.resource.keyed;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import io.castellan.resource.ClusterView;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.catalogue.Catalogue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Reads what resources of one type have of their own, in two requests however many there are.
 *
 * @param own where Kafka says that a value comes from which stands on the resource itself
 */
public record LiveConfigs(
        KindKey<KeyedSpec, KeyedState> kind,
        ConfigResource.Type type,
        ConfigEntry.ConfigSource own,
        Catalogue catalogue) {
    /** Stands for a value that Kafka does not give back. */
    public static final String HIDDEN = "(hidden)";

    /** Those that have settings at all. */
    public Observed<Collection<ConfigResource>> list(KafkaReads reads) {
        return reads.configResources(Set.of(type));
    }

    /** Those that are named, and every other that has settings. */
    public Reading<KeyedState> read(
            KafkaReads reads,
            Observed<Collection<ConfigResource>> listed,
            Set<ResourceId> named,
            Map<String, Value> about) {
        var ids = new TreeSet<>(named);
        listed.found().ifPresent(resources -> resources.forEach(resource -> ids.add(kind.id(resource.name()))));
        var observed = new TreeMap<>(of(reads, ids));
        // what has no settings of its own is nobody's business
        observed.entrySet()
                .removeIf(entry -> entry.getValue().equals(Observed.missing()) && !named.contains(entry.getKey()));
        var inventory = listed.fold(
                all -> ClusterView.Inventory.proved(),
                () -> ClusterView.Inventory.unproved("the cluster does not list them"),
                ClusterView.Inventory::unproved);
        return new Reading<>(observed, inventory, List.of(), about);
    }

    /** Missing where a resource has no settings of its own. */
    public Map<ResourceId, Observed<KeyedState>> of(KafkaReads reads, Collection<ResourceId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var observed = new TreeMap<ResourceId, Observed<KeyedState>>();
        reads.configs(ids.stream().map(this::resource).collect(Collectors.toSet()), this::state)
                .forEach((resource, read) -> observed.put(
                        kind.id(resource.name()),
                        read.fold(
                                state -> state.settings().isEmpty() ? Observed.missing() : Observed.present(state),
                                Observed::missing,
                                Observed::unreadable)));
        return observed;
    }

    ConfigResource resource(ResourceId id) {
        return new ConfigResource(type, id.name());
    }

    private KeyedState state(Config config) {
        return state(config, own, catalogue);
    }

    /** The values of a resource that come from one source, canonical. */
    public static KeyedState state(Config config, ConfigEntry.ConfigSource own, Catalogue catalogue) {
        var settings = new TreeMap<String, String>();
        config.entries().stream()
                .filter(entry -> entry.source() == own)
                .forEach(entry -> settings.put(
                        entry.name(),
                        Optional.ofNullable(entry.value())
                                .map(raw -> catalogue
                                        .find(entry.name())
                                        .map(setting -> setting.observed(raw))
                                        .orElse(raw))
                                .orElse(HIDDEN)));
        return new KeyedState(settings);
    }
}
