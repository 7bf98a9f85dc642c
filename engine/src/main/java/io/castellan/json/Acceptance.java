package io.castellan.json;

import io.castellan.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Says quickly of most valid nodes that they are valid, so that the validator with its detailed answers need not even be loaded.
 * Made from the schema itself. A node that is not accepted may be valid all the same: a keyword that has no rule here accepts nothing,
 * and rules are stricter than the schema where that is simpler. Thread-safe.
 */
final class Acceptance {
    private final List<AcceptanceRule> rules = new ArrayList<>();
    // Made once: most of the work is taking nodes apart.
    private final Function<Node.Scalar, Boolean> scalar = this::acceptsScalar;
    private final Function<Node.Sequence, Boolean> sequence = this::acceptsSequence;
    private final Function<Node.Mapping, Boolean> mapping = this::acceptsMapping;

    private Acceptance() {}

    static Acceptance of(JsonNode schema) {
        return new Compiler(schema).compile(schema);
    }

    boolean accepts(Node node) {
        return node.fold(scalar, sequence, mapping);
    }

    boolean acceptsScalar(Node.Scalar node) {
        for (var rule : rules) {
            if (!rule.scalar(node)) {
                return false;
            }
        }
        return true;
    }

    private boolean acceptsSequence(Node.Sequence node) {
        for (var rule : rules) {
            if (!rule.sequence(node)) {
                return false;
            }
        }
        return true;
    }

    private boolean acceptsMapping(Node.Mapping node) {
        for (var rule : rules) {
            if (!rule.mapping(node)) {
                return false;
            }
        }
        return true;
    }

    /** Turns each keyword of a schema into a rule. */
    private static final class Compiler {
        private final JsonNode root;
        private final Map<String, Acceptance> referred = new HashMap<>();

        Compiler(JsonNode root) {
            this.root = root;
        }

        Acceptance compile(JsonNode schema) {
            return fill(new Acceptance(), schema);
        }

        private Acceptance fill(Acceptance acceptance, JsonNode schema) {
            if (schema.isObject()) {
                schema.propertyStream().forEach(keyword -> {
                    if (!SchemaWords.ANNOTATIONS.contains(keyword.getKey())) {
                        acceptance.rules.add(rule(keyword.getKey(), keyword.getValue(), schema));
                    }
                });
            } else if (!schema.isBoolean() || !schema.booleanValue()) {
                acceptance.rules.add(AcceptanceRule.NOTHING);
            }
            return acceptance;
        }

        private AcceptanceRule rule(String keyword, JsonNode value, JsonNode schema) {
            return switch (keyword) {
                case "$ref" -> AcceptanceRule.all(List.of(referred(value.asString())));
                case "type" -> ScalarRules.type(words(value));
                case "const" -> ScalarRules.oneOf(List.of(value));
                case "enum" -> ScalarRules.oneOf(value.valueStream().toList());
                case "pattern" -> ScalarRules.pattern(value.asString());
                case "minLength" -> ScalarRules.minLength(value.asInt());
                case "minimum" -> ScalarRules.minimum(value.decimalValue());
                case "maximum" -> ScalarRules.maximum(value.decimalValue());
                case "items" -> CollectionRules.items(compile(value));
                case "minItems" -> CollectionRules.minItems(value.asInt());
                case "uniqueItems" -> CollectionRules.uniqueTexts();
                case "properties" -> properties(value, schema.path("additionalProperties"));
                case "additionalProperties" ->
                    schema.has("properties") ? AcceptanceRule.ANYTHING : CollectionRules.values(compile(value));
                case "propertyNames" -> CollectionRules.names(compile(value));
                case "minProperties" -> CollectionRules.minProperties(value.asInt());
                case "required" -> CollectionRules.required(words(value));
                case "dependentRequired" ->
                    CollectionRules.dependent(value.propertyStream()
                            .collect(Collectors.toMap(Map.Entry::getKey, one -> words(one.getValue()))));
                case "allOf" ->
                    AcceptanceRule.all(value.valueStream().map(this::compile).toList());
                case "anyOf" ->
                    AcceptanceRule.any(value.valueStream().map(this::compile).toList());
                case "oneOf" -> choice(value);
                default -> AcceptanceRule.NOTHING;
            };
        }

        private AcceptanceRule properties(JsonNode properties, JsonNode others) {
            var byName = new HashMap<String, Acceptance>();
            properties.propertyStream().forEach(one -> byName.put(one.getKey(), compile(one.getValue())));
            return others.isMissingNode()
                    ? CollectionRules.properties(byName, new Acceptance())
                    : CollectionRules.properties(byName, compile(others));
        }

        /** That one branch only is met can be told where each only demands names: of such a branch, no means no. */
        private static AcceptanceRule choice(JsonNode branches) {
            boolean onlyNames = branches.valueStream()
                    .allMatch(branch ->
                            branch.size() == 1 && branch.path("required").size() == 1);
            return onlyNames
                    ? CollectionRules.exactlyOne(branches.valueStream()
                            .map(branch -> branch.path("required").path(0).asString())
                            .toList())
                    : AcceptanceRule.NOTHING;
        }

        private Acceptance referred(String reference) {
            var known = referred.get(reference);
            if (known == null) {
                known = new Acceptance();
                referred.put(reference, known); // before its own rules, which may refer to it
                fill(known, root.at(reference.substring(1)));
            }
            return known;
        }

        private static List<String> words(JsonNode value) {
            return value.isArray() ? value.valueStream().map(JsonNode::asString).toList() : List.of(value.asString());
        }
    }
}
