package io.castellan.resource.keyed;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.KindKey;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Tidy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes what resources have of their own as {@link NamedSettings} reads it. What cannot be declared is left out: platform keys,
 * secrets, keys that the catalogue does not know, and values that it does not take.
 *
 * @param section the key in the YAML
 */
public record NamedCaptor(String section, KindKey<KeyedSpec, KeyedState> kind, Catalogue catalogue) implements Captor {

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var resources = new TreeMap<String, Value>();
        world.observed(kind).forEach((id, observed) -> observed.found()
                .map(state -> settings(catalogue, state.settings()))
                .filter(settings -> !settings.isEmpty())
                .ifPresent(settings -> resources.put(id.name(), Value.entries(settings))));
        return resources.isEmpty() ? Optional.empty() : Optional.of(Value.entries(resources));
    }

    /** Those of the settings that can be declared, as people would write them. */
    public static Map<String, Value> settings(Catalogue catalogue, Map<String, String> live) {
        var settings = new TreeMap<String, Value>();
        live.forEach((key, value) -> {
            if (!Catalogue.isPlatform(key) && catalogue.refusal(key).isEmpty()) {
                catalogue
                        .find(key)
                        .filter(setting -> !setting.writeOnly() && !value.contains("${"))
                        .filter(setting -> setting.canonical(value).fold(value::equals, refusal -> false))
                        .ifPresent(setting -> settings.put(key, Tidy.of(setting, value)));
            }
        });
        return settings;
    }
}
