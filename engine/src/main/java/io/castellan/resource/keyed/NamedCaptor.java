package io.castellan.resource.keyed;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.KindKey;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Tidy;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes what resources have of their own as {@link NamedSettings} reads it.
 *
 * @param section the key in the YAML
 */
public record NamedCaptor(String section, KindKey<KeyedSpec, KeyedState> kind, Catalogue catalogue) implements Captor {

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var resources = new TreeMap<String, Value>();
        world.observed(kind)
                .forEach((id, observed) -> observed.found()
                        .map(state -> Tidy.of(catalogue, state.settings()))
                        .filter(settings -> !settings.isEmpty())
                        .ifPresent(settings -> resources.put(id.name(), Value.entries(settings))));
        return resources.isEmpty() ? Optional.empty() : Optional.of(Value.entries(resources));
    }
}
