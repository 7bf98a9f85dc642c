package io.castellan.resource.broker;

import io.castellan.model.Value;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.Setting;
import io.castellan.resource.catalogue.Tidy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes a declared value void: a key that says the same in another unit, or a node that has its own. */
final class Shadows {
    private Shadows() {}

    record Shadow(String what, String hint) {}

    static Optional<Shadow> of(Situation situation, String key) {
        return Catalogue.broker().settings().stream()
                .filter(setting -> setting.inherits().contains(key))
                .flatMap(setting -> synonym(situation, key, setting).stream())
                .findFirst()
                .or(() -> override(situation, key));
    }

    /** Live settings as people write them, without those that could not be declared. */
    static Map<String, Value> tidy(Situation situation, Map<String, String> live) {
        var settings = new TreeMap<>(Tidy.of(Catalogue.broker(), live));
        settings.keySet().removeIf(key -> of(situation, key).isPresent());
        return settings;
    }

    /** {@code log.retention.ms} and {@code log.retention.minutes} both win over {@code log.retention.hours}. */
    private static Optional<Shadow> synonym(Situation situation, String key, Setting setting) {
        if (Catalogue.broker()
                .find(key)
                .filter(other -> other.measure() == setting.measure())
                .isPresent()) {
            // a key with a meaning of its own that only lends its value where there is none
            return Optional.empty();
        }
        return Stream.concat(
                        Stream.of(setting.key()), setting.inherits().stream().takeWhile(name -> !name.equals(key)))
                .flatMap(name -> stronger(situation, setting.key(), name).stream())
                .findFirst();
    }

    private static Optional<Shadow> stronger(Situation situation, String asked, String name) {
        if (situation.isDeclared(name)) {
            return Optional.of(new Shadow("'" + name + "' is declared too and wins", "declare one of them"));
        }
        var nodes = situation.nodes().stream()
                .filter(node -> node.layers(asked).isExplicit(name))
                .toList();
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Shadow(
                        "'" + name + "' is set on " + names(nodes) + " and wins", "declare '" + name + "' instead"));
    }

    private static Optional<Shadow> override(Situation situation, String key) {
        if (!situation.ofCluster()) {
            return Optional.empty();
        }
        if (situation.isOverriddenEverywhere(key)) {
            return Optional.of(
                    new Shadow("every node declares a value of its own", "remove it here, or under nodes.N.config"));
        }
        var strangers = situation.strangers(key);
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Shadow(
                        names(strangers)
                                + (strangers.size() == 1 ? " has a value of its own" : " have values of their own")
                                + " that nothing declares",
                        "declare it under nodes.N.config in environment.yaml, or unset it there by hand"));
    }

    private static String names(List<NodeState> nodes) {
        return (nodes.size() == 1 ? "node " : "nodes ")
                + nodes.stream().map(node -> String.valueOf(node.id())).collect(Collectors.joining(", "));
    }
}
