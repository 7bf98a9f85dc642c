package io.castellan.resource.broker;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.UpdateMode;
import io.castellan.resource.keyed.SettingsReader;
import java.util.List;

/** {@code brokers}: what holds for all of them. */
final class BrokersSection implements Section {
    static final String CONFIG = "config";

    @Override
    public String key() {
        return "brokers";
    }

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        return yaml.asMapping().stream()
                .flatMap(brokers -> brokers.entries().stream())
                .filter(entry -> entry.key().text().equals(CONFIG))
                .<Declared<?>>flatMap(entry -> context.fill(entry.value()).asMapping().stream()
                        .map(settings -> declared(entry, settings, context)))
                .toList();
    }

    private static Declared<?> declared(Node.Entry entry, Node.Mapping settings, SectionContext context) {
        settings.entries().forEach(setting -> {
            var key = setting.key();
            if (Catalogue.broker()
                    .find(key.text())
                    .filter(known -> known.mode() == UpdateMode.PER_BROKER)
                    .isPresent()) {
                context.report(Problem.error(
                                BrokerCodes.OF_ONE_NODE,
                                key.at(),
                                "'" + key.text() + "' is a setting of single nodes, never of all brokers together")
                        .withHint("declare it in environment.yaml, under nodes.N.config of each node"));
            }
        });
        return new Declared<>(
                BrokerRoom.ALL,
                new SettingsReader(Catalogue.broker(), Cause.DECLARATION, context::report).read(settings),
                Provenance.at(entry.key().at(), Cause.DECLARATION),
                context.unit(entry.value()));
    }
}
