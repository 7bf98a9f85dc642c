package io.castellan.json;

import io.castellan.diagnostics.Failure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON as the schema validator takes it. */
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTree() {}

    /** @throws Failure with {@link JsonCodes} */
    static JsonNode parse(String file, byte[] content) {
        return node(JsonDocument.parse(file, content));
    }

    private static JsonNode node(JsonValue value) {
        var text = value.asText();
        if (text != null) {
            return NODES.stringNode(text);
        }
        var whole = value.asWhole();
        if (whole != null) {
            return NODES.numberNode(whole);
        }
        var number = value.asOtherNumber();
        if (number != null) {
            return NODES.numberNode(number);
        }
        var truth = value.asTruth();
        if (truth != null) {
            return NODES.booleanNode(truth);
        }
        var items = value.asItems();
        if (items != null) {
            var array = NODES.arrayNode(items.size());
            items.forEach(item -> array.add(node(item)));
            return array;
        }
        var fields = value.asFields();
        if (fields != null) {
            var object = NODES.objectNode();
            fields.entries().forEach(field -> object.set(field.getKey(), node(field.getValue())));
            return object;
        }
        return value == JsonValue.MISSING ? NODES.missingNode() : NODES.nullNode();
    }
}
