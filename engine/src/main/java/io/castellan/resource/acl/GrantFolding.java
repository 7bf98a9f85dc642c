package io.castellan.resource.acl;

import io.castellan.model.Value;
import io.castellan.resource.acl.GrantRight.Meaning;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The grants that rules of one principal from one host come to: {@link GrantRight} read backwards. A grant is found where every
 * rule that follows from it is live; a rule may belong to several, but each says something that those before it do not.
 */
final class GrantFolding {
    private static final Comparator<AclPattern> ORDER =
            Comparator.comparing(AclPattern::name).thenComparing(pattern -> pattern.prefixed());

    private final Map<AclPattern, Set<Operation>> live = new LinkedHashMap<>();
    private final Map<AclPattern, Set<Operation>> covered = new LinkedHashMap<>();
    private final Map<String, Map<String, Value>> grants = new TreeMap<>();

    /**
     * @param rules that allow, of one principal from one host
     * @param taken grants that the principal has already from another host: a principal has each once
     */
    GrantFolding(Collection<AclRule> rules, Set<String> taken) {
        rules.forEach(rule ->
                live.computeIfAbsent(rule.pattern(), none -> new HashSet<>()).add(rule.operation()));
        Stream.of("streams", "connect", "transactional", "produce", "consume")
                .filter(grant -> !taken.contains(grant))
                .forEach(this::fold);
    }

    /** The grants with their fields, by name. */
    Map<String, Map<String, Value>> grants() {
        return grants;
    }

    /** Whether a rule follows from a grant that was found. */
    boolean covers(AclRule rule) {
        return covered.getOrDefault(rule.pattern(), Set.of()).contains(rule.operation());
    }

    private void fold(String grant) {
        var single = new LinkedHashMap<String, List<GrantRight>>();
        GrantRight.of(grant).stream()
                .filter(right -> right.meaning() != Meaning.NAMES)
                .forEach(right -> single.merge(right.field(), List.of(right), GrantFolding::joined));
        var names = GrantRight.of(grant).stream()
                .filter(right -> right.meaning() == Meaning.NAMES)
                .toList();
        var chosen = choose(single);
        if (chosen.size() < single.size()) {
            return;
        }
        var found = new LinkedHashMap<GrantRight, List<AclPattern>>();
        for (var right : names) {
            var patterns = live.keySet().stream()
                    .filter(pattern -> isLive(right, pattern) && isNew(right, pattern))
                    .filter(pattern -> single.isEmpty() || readsNowhereElse(chosen))
                    .sorted(ORDER)
                    .toList();
            if (patterns.isEmpty() && right.required()) {
                return;
            }
            found.put(right, patterns);
        }
        var fields = new TreeMap<>(written(chosen));
        single.forEach((field, rights) ->
                rights.forEach(right -> cover(right, right.pattern(chosen.getOrDefault(field, "")))));
        found.forEach((right, patterns) -> {
            if (!patterns.isEmpty()) {
                patterns.forEach(pattern -> cover(right, pattern));
                fields.put(
                        right.field(),
                        new Value.Items(
                                patterns.stream().map(GrantFolding::named).toList()));
            }
        });
        grants.put(grant, fields);
    }

    private static List<GrantRight> joined(List<GrantRight> some, List<GrantRight> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * What else a Streams application reads and writes is its own only where the principal reads in no other group; else it
     * could as well be another consumer's.
     */
    private boolean readsNowhereElse(Map<String, String> chosen) {
        return live.entrySet().stream()
                .filter(entry -> entry.getKey().guarded() == Guarded.GROUP
                        && entry.getValue().contains(Operation.READ))
                .map(Map.Entry::getKey)
                .allMatch(group -> !group.prefixed() && chosen.containsValue(group.name()));
    }

    /** One name for each field; fewer where there is none, or none that stands out. */
    private Map<String, String> choose(Map<String, List<GrantRight>> single) {
        var candidates = new LinkedHashMap<String, TreeSet<String>>();
        single.forEach((field, rights) -> candidates.put(field, names(rights)));
        return candidates.size() > 1
                ? WorkerNames.choose(candidates)
                : candidates.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().first()));
    }

    private TreeSet<String> names(List<GrantRight> rights) {
        return live.keySet().stream()
                .filter(pattern -> !pattern.prefixed())
                .map(AclPattern::name)
                .filter(name -> rights.stream().allMatch(right -> isLive(right, right.pattern(name))))
                .filter(name -> rights.stream().anyMatch(right -> isNew(right, right.pattern(name))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isLive(GrantRight right, AclPattern pattern) {
        return pattern.guarded() == right.guarded()
                && live.getOrDefault(pattern, Set.of()).containsAll(right.operations());
    }

    private boolean isNew(GrantRight right, AclPattern pattern) {
        return !covered.getOrDefault(pattern, Set.of()).containsAll(right.operations());
    }

    private void cover(GrantRight right, AclPattern pattern) {
        covered.computeIfAbsent(pattern, none -> new HashSet<>()).addAll(right.operations());
    }

    /** A dot leads into a field's own fields. */
    private static Map<String, Value> written(Map<String, String> chosen) {
        var fields = new TreeMap<String, Value>();
        var inner = new TreeMap<String, Map<String, Value>>();
        chosen.forEach((field, name) -> {
            int dot = field.indexOf('.');
            if (dot < 0) {
                fields.put(field, Value.text(name));
            } else {
                inner.computeIfAbsent(field.substring(0, dot), none -> new TreeMap<>())
                        .put(field.substring(dot + 1), Value.text(name));
            }
        });
        inner.forEach((field, names) -> fields.put(field, Value.entries(names)));
        return fields;
    }

    private static Value named(AclPattern pattern) {
        return Value.entries(
                Map.of(pattern.prefixed() ? GrantSection.PREFIX : GrantSection.NAME, Value.text(pattern.name())));
    }
}
