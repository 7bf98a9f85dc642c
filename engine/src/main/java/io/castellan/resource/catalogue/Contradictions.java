package io.castellan.resource.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values that Kafka takes one by one and refuses together. */
final class Contradictions {
    private static final Map<String, List<Rule>> RULES = Table.shipped("contradiction.tsv").rows().stream()
            .map(row -> new Rule(
                    row.cell("catalogue"),
                    row.cell("when"),
                    row.cell("key"),
                    SettingRow.choice(Relation.class, row.cell("relation"), "relation"),
                    row.cell("other")))
            .collect(Collectors.groupingBy(Rule::catalogue));

    private Contradictions() {}

    /** How two settings of a resource stand to each other. */
    enum Relation {
        /** The number of the first is never above that of the second. */
        AT_MOST,
        /** The number of the first is always below that of the second. */
        BELOW,
        /** The list of the first never has this item. */
        NEVER
    }

    /** @param when another setting that must be known to be so, {@code KEY has VALUE}; empty for always */
    record Rule(String catalogue, String when, String key, Relation relation, String other) {
        Rule {
            Objects.requireNonNull(catalogue, "catalogue");
            Condition.parse(when);
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(relation, "relation");
            Objects.requireNonNull(other, "other");
        }
    }

    static List<Rule> rules(Catalogue catalogue) {
        return RULES.getOrDefault(catalogue.name(), List.of());
    }

    static List<Refusal> find(Catalogue catalogue, Map<String, String> known) {
        var found = new ArrayList<Refusal>();
        for (var rule : rules(catalogue)) {
            if (known.containsKey(rule.key()) && Condition.isKnown(rule.when(), known)) {
                broken(catalogue, rule, known)
                        .ifPresent(what -> found.add(new Refusal(
                                CatalogueCodes.CONTRADICTION,
                                what
                                        + (rule.when().isEmpty()
                                                ? ""
                                                : " while " + rule.when().replace(" has ", " is ")))));
            }
        }
        return List.copyOf(found);
    }

    private static Optional<String> broken(Catalogue catalogue, Rule rule, Map<String, String> known) {
        var value = known.getOrDefault(rule.key(), "");
        if (rule.relation() == Relation.NEVER) {
            return Optional.of("'" + rule.key() + "' cannot have '" + rule.other() + "'")
                    .filter(what -> List.of(value.split(",")).contains(rule.other()));
        }
        if (!known.containsKey(rule.other())) {
            return Optional.empty();
        }
        var limit = known.getOrDefault(rule.other(), "");
        int order = compare(catalogue, rule, value, limit);
        boolean fits = rule.relation() == Relation.AT_MOST ? order <= 0 : order < 0;
        return fits
                ? Optional.empty()
                : Optional.of("'" + rule.key() + "' is " + value + " and must be "
                        + (rule.relation() == Relation.AT_MOST ? "at most" : "below") + " '" + rule.other()
                        + "', which is " + limit);
    }

    /** Below zero if the value is below the limit, or follows it. */
    private static int compare(Catalogue catalogue, Rule rule, String value, String limit) {
        var setting = catalogue.find(rule.key()).orElseThrow();
        boolean unlimited = setting.unlimited().filter(value::equals).isPresent();
        boolean limitIsHighest = catalogue
                .find(rule.other())
                .filter(other -> other.highest().contains(limit))
                .isPresent();
        if (limitIsHighest || setting.highest().contains(value) && !unlimited) {
            return -1;
        }
        return unlimited ? 1 : new BigDecimal(value).compareTo(new BigDecimal(limit));
    }
}
