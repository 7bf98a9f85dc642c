package io.castellan.resource.acl;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells which topic of a Connect worker is which by their names, since their rules are the same: {@code connect-configs},
 * {@code connect-offsets} and {@code connect-status} are alike but for these words. Where that is not clear, nothing is chosen.
 */
final class WorkerNames {
    private static final String PLURAL = "(e?s)?";

    private WorkerNames() {}

    /**
     * @param candidates by field; the last word of {@code topics.config} is the word to look for, a field without a dot is the
     *     group
     */
    static Map<String, String> choose(Map<String, ? extends Set<String>> candidates) {
        var byRest = new TreeMap<String, Map<String, String>>();
        var unclear = new TreeSet<String>();
        var topics = candidates.keySet().stream()
                .filter(field -> field.contains("."))
                .toList();
        for (var field : topics) {
            var word = field.substring(field.indexOf('.') + 1);
            var names = candidates.get(field);
            for (var name : names == null ? Set.<String>of() : names) {
                if (name.contains(word)) {
                    var rest = name.replaceFirst(word + PLURAL, "");
                    var before = byRest.computeIfAbsent(rest, none -> new TreeMap<>())
                            .put(field, name);
                    if (before != null) {
                        unclear.add(rest);
                    }
                }
            }
        }
        byRest.keySet().removeAll(unclear);
        byRest.values().removeIf(names -> names.size() < topics.size());
        if (byRest.size() != 1) {
            return Map.of();
        }
        var chosen = new TreeMap<>(byRest.firstEntry().getValue());
        for (var entry : candidates.entrySet()) {
            if (!entry.getKey().contains(".")) {
                group(entry.getValue(), byRest.firstKey()).ifPresent(name -> chosen.put(entry.getKey(), name));
            }
        }
        return chosen;
    }

    /** The only one, or the only one that the topics' names begin with. */
    private static Optional<String> group(Set<String> groups, String rest) {
        var fitting = groups.size() == 1
                ? groups
                : groups.stream().filter(rest::startsWith).collect(Collectors.toSet());
        return fitting.size() == 1 ? fitting.stream().findFirst() : Optional.empty();
    }
}
