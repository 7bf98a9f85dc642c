package io.castellan.resource.broker;

import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Node;
import io.castellan.model.Provenance;
import io.castellan.resource.Section;
import io.castellan.resource.SectionContext;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code nodes} of environment.yaml, by id. */
final class NodesSection implements Section {
    @Override
    public String key() {
        return "nodes";
    }

    @Override
    public Home home() {
        return Home.ENVIRONMENT;
    }

    @Override
    public List<Declared<?>> read(Node yaml, SectionContext context) {
        var declared = new ArrayList<Declared<?>>();
        for (var entry : yaml.asMapping().map(Node.Mapping::entries).orElse(List.of())) {
            context.fill(entry.value())
                    .asMapping()
                    .ifPresent(node -> declared.add(new Declared<>(
                            BrokerRoom.NODE.id(entry.key().text()),
                            new NodeSpec(config(node, context), topology(node)),
                            Provenance.at(entry.key().at(), Cause.ENVIRONMENT),
                            context.unit(entry.value()))));
        }
        return declared;
    }

    private static KeyedSpec config(Node.Mapping node, SectionContext context) {
        return node.get(BrokersSection.CONFIG)
                .flatMap(Node::asMapping)
                .map(new SettingsReader(Catalogue.broker(), Cause.ENVIRONMENT, context::report)::read)
                .orElse(new KeyedSpec(Map.of()));
    }

    private static KeyedSpec topology(Node.Mapping node) {
        var topology = new TreeMap<String, KeyedSpec.Declaration>();
        for (var entry : node.entries()) {
            var at = Provenance.at(entry.key().at(), Cause.ENVIRONMENT);
            if (entry.key().text().equals(NodeSpec.RACK)) {
                entry.value()
                        .asScalar()
                        .ifPresent(rack -> topology.put(NodeSpec.RACK, new KeyedSpec.Declaration(rack.text(), at)));
            } else if (entry.key().text().equals(NodeSpec.ROLES)) {
                entry.value()
                        .asSequence()
                        .ifPresent(roles -> topology.put(
                                NodeSpec.ROLES,
                                new KeyedSpec.Declaration(
                                        roles.items().stream()
                                                .flatMap(role -> role.asScalar().stream())
                                                .map(Node.Scalar::text)
                                                .sorted()
                                                .collect(Collectors.joining(",")),
                                        at)));
            }
        }
        return new KeyedSpec(topology);
    }
}
