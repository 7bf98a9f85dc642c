package io.castellan.json;

import io.castellan.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Rules of {@link Acceptance} for lists and mappings. */
final class CollectionRules {
    private CollectionRules() {}

    static AcceptanceRule items(Acceptance item) {
        return list(list -> {
            for (var one : list.items()) {
                if (!item.accepts(one)) {
                    return false;
                }
            }
            return true;
        });
    }

    static AcceptanceRule minItems(int least) {
        return list(list -> list.items().size() >= least);
    }

    /** Different texts only: whether other values are the same is left to the validator. */
    static AcceptanceRule uniqueTexts() {
        return list(list -> {
            if (list.items().size() < 2) {
                return true;
            }
            var seen = new HashSet<String>();
            return list.items().stream()
                    .allMatch(item -> item.asScalar()
                            .filter(scalar -> scalar.type() == Node.Type.STRING && seen.add(scalar.text()))
                            .isPresent());
        });
    }

    /** @param others of properties that are not named */
    static AcceptanceRule properties(Map<String, Acceptance> named, Acceptance others) {
        return mapping(mapping -> {
            for (var entry : mapping.entries()) {
                if (!named.getOrDefault(entry.key().text(), others).accepts(entry.value())) {
                    return false;
                }
            }
            return true;
        });
    }

    static AcceptanceRule values(Acceptance value) {
        return properties(Map.of(), value);
    }

    static AcceptanceRule names(Acceptance name) {
        return mapping(mapping -> {
            for (var entry : mapping.entries()) {
                if (!name.acceptsScalar(entry.key())) {
                    return false;
                }
            }
            return true;
        });
    }

    static AcceptanceRule minProperties(int least) {
        return mapping(mapping -> mapping.entries().size() >= least);
    }

    static AcceptanceRule required(List<String> names) {
        return mapping(mapping -> count(names, mapping) == names.size());
    }

    /** @param needed the names that must stand beside another one */
    static AcceptanceRule dependent(Map<String, List<String>> needed) {
        return mapping(mapping -> {
            for (var entry : mapping.entries()) {
                var names = needed.getOrDefault(entry.key().text(), List.of());
                if (count(names, mapping) != names.size()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** A choice between names, which only a mapping can meet. */
    static AcceptanceRule exactlyOne(List<String> names) {
        return new AcceptanceRule() {
            @Override
            public boolean scalar(Node.Scalar node) {
                return false;
            }

            @Override
            public boolean sequence(Node.Sequence node) {
                return false;
            }

            @Override
            public boolean mapping(Node.Mapping node) {
                return count(names, node) == 1;
            }
        };
    }

    private static int count(List<String> names, Node.Mapping mapping) {
        int found = 0;
        for (var name : names) {
            if (mapping.get(name).isPresent()) {
                found++;
            }
        }
        return found;
    }

    private static AcceptanceRule list(Predicate<Node.Sequence> condition) {
        return new AcceptanceRule() {
            @Override
            public boolean sequence(Node.Sequence node) {
                return condition.test(node);
            }
        };
    }

    private static AcceptanceRule mapping(Predicate<Node.Mapping> condition) {
        return new AcceptanceRule() {
            @Override
            public boolean mapping(Node.Mapping node) {
                return condition.test(node);
            }
        };
    }
}
