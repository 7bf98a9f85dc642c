package io.castellan.json;

import io.castellan.diagnostics.Place;
import io.castellan.model.Node;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A YAML node as JSON, with the way back from a place in the JSON to the place in the file. Not thread-safe. */
final class JsonView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Node root;
    private final Map<Node.Mapping, Map<String, Node.Entry>> entries = new IdentityHashMap<>();

    JsonView(Node root) {
        this.root = root;
    }

    /** Numbers stay numbers, so {@code 12} and {@code "12"} differ as they do in the file. */
    JsonNode json() {
        return json(root);
    }

    private static JsonNode json(Node node) {
        return node.fold(JsonView::scalar, JsonView::array, JsonView::object);
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        return switch (scalar.type()) {
            case STRING -> JSON.stringNode(scalar.text());
            case NUMBER -> number(scalar.text());
            case BOOLEAN -> JSON.booleanNode(scalar.text().equals("true"));
            case NULL -> JSON.nullNode();
        };
    }

    private static JsonNode number(String text) {
        if (text.indexOf('.') >= 0) {
            return JSON.numberNode(new BigDecimal(text));
        }
        return text.length() <= 18 ? JSON.numberNode(Long.parseLong(text)) : JSON.numberNode(new BigInteger(text));
    }

    private static JsonNode array(Node.Sequence sequence) {
        var array = JSON.arrayNode(sequence.items().size());
        sequence.items().forEach(item -> array.add(json(item)));
        return array;
    }

    private static JsonNode object(Node.Mapping mapping) {
        var object = JSON.objectNode();
        mapping.entries().forEach(entry -> object.set(entry.key().text(), json(entry.value())));
        return object;
    }

    /**
     * What stands at the end of a path.
     *
     * @param node empty only where the path leads nowhere
     * @param key the name before it, where it is an entry of a mapping
     */
    record Spot(Optional<Node> node, Optional<Node.Scalar> key, Place fallback) {
        /** Where a value that is wrong stands. */
        Place ofValue() {
            return node.map(Node::at).orElse(fallback);
        }

        /** Where a thing begins for people: its name, or itself in a list. */
        Place ofWhole() {
            return key.map(Node::at).orElseGet(this::ofValue);
        }
    }

    /** @param path property names and list indexes */
    Spot at(List<Object> path) {
        var spot = new Spot(
                Optional.of(root), Optional.empty(), Place.whole(root.at().file()));
        for (var step : path) {
            var parent = spot;
            var next = parent.node().flatMap(node -> child(node, step));
            if (next.isEmpty()) {
                return new Spot(Optional.empty(), Optional.empty(), parent.ofWhole());
            }
            spot = next.get();
        }
        return spot;
    }

    private Optional<Spot> child(Node node, Object step) {
        return node.fold(
                scalar -> Optional.empty(),
                sequence -> step instanceof Integer index
                                && index < sequence.items().size()
                        ? Optional.of(new Spot(Optional.of(sequence.items().get(index)), Optional.empty(), node.at()))
                        : Optional.empty(),
                mapping -> Optional.ofNullable(index(mapping).get(step.toString()))
                        .map(entry -> new Spot(Optional.of(entry.value()), Optional.of(entry.key()), node.at())));
    }

    /** Looked up once for each error, so a mapping of many thousand entries must not be searched from its start. */
    private Map<String, Node.Entry> index(Node.Mapping mapping) {
        return entries.computeIfAbsent(
                mapping,
                all -> all.entries().stream()
                        .collect(Collectors.toMap(entry -> entry.key().text(), entry -> entry)));
    }
}
