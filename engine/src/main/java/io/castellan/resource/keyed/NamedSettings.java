package io.castellan.resource.keyed;

import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.KindKey;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import io.castellan.resource.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;

/**
 * A section that is a mapping of names to settings.
 *
 * @param key in the YAML
 */
public record NamedSettings(String key, KindKey<KeyedSpec, KeyedState> kind, Catalogue catalogue) implements Section {

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        var declared = new ArrayList<Declared<?>>();
        var reader = new SettingsReader(catalogue, Cause.DECLARATION, context::report);
        for (var entry : yaml.asMapping().map(Node.Mapping::entries).orElse(List.of())) {
            context.fill(entry.value())
                    .asMapping()
                    .ifPresent(settings -> declared.add(new Declared<>(
                            kind.id(entry.key().text()),
                            reader.read(settings),
                            Provenance.at(entry.key().at(), Cause.DECLARATION),
                            context.unit(entry.value()))));
        }
        return declared;
    }
}
