package io.castellan.resource.acl;

import io.castellan.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Live rules, split into the two sections; a rule is in one of them.
 *
 * @param grants by principal, as in the section {@code grants}
 * @param rules by principal, as in the section {@code acls}
 */
record CapturedRules(Map<String, Value> grants, Map<String, Value> rules) {
    private static final Comparator<Line> ORDER = Comparator.comparing(
                    (Line line) -> line.pattern().guarded())
            .thenComparing(line -> line.pattern().name())
            .thenComparing(line -> line.pattern().prefixed())
            .thenComparing(Line::host)
            .thenComparing(Line::permission);

    /** What rules of a principal have in common that are written as one. */
    private record Line(Permission permission, AclPattern pattern, String host) {
        static Line of(AclRule rule) {
            return new Line(rule.permission(), rule.pattern(), rule.host());
        }
    }

    static CapturedRules of(Collection<AclRule> live) {
        var grants = new TreeMap<String, Value>();
        var rules = new TreeMap<String, Value>();
        Sayable.of(live).stream()
                .collect(Collectors.groupingBy(AclRule::principal))
                .forEach((principal, ofPrincipal) -> split(principal, ofPrincipal, grants, rules));
        return new CapturedRules(grants, rules);
    }

    private static void split(
            String principal, List<AclRule> ofPrincipal, Map<String, Value> grants, Map<String, Value> rules) {
        var found = new TreeMap<String, Value>();
        var rest = new ArrayList<AclRule>();
        // clients from anywhere come first: "*" is less than any address
        new TreeMap<>(ofPrincipal.stream().collect(Collectors.groupingBy(AclRule::host))).forEach((host, fromHost) -> {
            var allowing = fromHost.stream().filter(AclRule::allows).toList();
            var folding = new GrantFolding(allowing, found.keySet());
            folding.grants().forEach((grant, fields) -> found.put(grant, withHost(fields, host)));
            fromHost.stream()
                    .filter(rule -> !rule.allows() || !folding.covers(rule))
                    .forEach(rest::add);
        });
        if (!found.isEmpty()) {
            grants.put(principal, Value.entries(found));
        }
        if (!rest.isEmpty()) {
            rules.put(principal, lines(rest));
        }
    }

    private static Value withHost(Map<String, Value> fields, String host) {
        var all = new TreeMap<>(fields);
        if (!host.equals(AclRule.ANY_HOST)) {
            all.put(RuleParts.HOST, Value.text(host));
        }
        return Value.entries(all);
    }

    private static Value lines(List<AclRule> rules) {
        var lines = new TreeMap<Line, List<Operation>>(ORDER);
        rules.forEach(rule ->
                lines.computeIfAbsent(Line.of(rule), none -> new ArrayList<>()).add(rule.operation()));
        return new Value.Items(lines.entrySet().stream()
                .map(line -> line(line.getKey(), line.getValue()))
                .toList());
    }

    private static Value line(Line line, List<Operation> operations) {
        var fields = new TreeMap<String, Value>();
        fields.put(
                line.permission().word(),
                Value.texts(operations.stream().sorted().map(Operation::word).toList()));
        fields.put(line.pattern().guarded().word(), Value.text(line.pattern().name()));
        if (line.pattern().prefixed()) {
            fields.put(AclSection.PATTERN_TYPE, Value.text(AclText.PREFIXED));
        }
        return withHost(fields, line.host());
    }
}
