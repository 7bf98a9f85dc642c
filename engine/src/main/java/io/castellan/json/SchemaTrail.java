package io.castellan.json;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The schemas that were applied on the way to an error, outermost first.
 *
 * @param schemas the last one holds the keyword that failed
 * @param referring the schema whose {@code $ref} led to the last one
 */
record SchemaTrail(List<JsonNode> schemas, Optional<JsonNode> referring) {
    static SchemaTrail of(JsonNode root, Error error) {
        return of(root, error.getEvaluationPath(), error.getEvaluationPath().getNameCount() - 1);
    }

    /** @param length how many steps of the path lead to the schema that is wanted */
    static SchemaTrail of(JsonNode root, NodePath path, int length) {
        var schemas = new ArrayList<JsonNode>();
        schemas.add(root);
        Optional<JsonNode> referring = Optional.empty();
        JsonNode current = root;
        for (int i = 0; i < length; i++) {
            var step = path.getElement(i);
            if ("$ref".equals(step)) {
                referring = Optional.of(current);
                current = root.at(current.path("$ref").asString().substring(1));
            } else {
                current = step instanceof Integer index ? current.path(index) : current.path(step.toString());
                // Only what follows a $ref at once is described by the schema that refers.
                referring = Optional.empty();
            }
            schemas.add(current);
        }
        return new SchemaTrail(schemas, referring);
    }

    JsonNode last() {
        return schemas.get(schemas.size() - 1);
    }

    /** Whether the value may be a secret, which no message may show. */
    boolean secret() {
        return schemas.stream().anyMatch(schema -> schema.path("writeOnly").asBoolean(false));
    }

    /** Examples of a valid value, as written in YAML. */
    List<String> examples() {
        var own = last().path("examples");
        var examples = referring
                .map(schema -> schema.path("examples"))
                .filter(JsonNode::isArray)
                .orElse(own);
        return examples.valueStream()
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .limit(3)
                .toList();
    }
}
