package io.castellan.access;

import static io.castellan.access.PolicyNodes.entries;
import static io.castellan.access.PolicyNodes.scalar;
import static io.castellan.access.PolicyNodes.scalars;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Node;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads {@code variables}. */
final class RangesReader {
    private final PolicyNodes nodes;

    RangesReader(PolicyNodes nodes) {
        this.nodes = nodes;
    }

    VariableRanges read(Node.Mapping root) {
        var ranges = new TreeMap<String, VariableRange>();
        for (var entry : entries(root, "variables")) {
            entry.value().asMapping().ifPresent(node -> ranges.put(entry.key().text(), range(entry.key(), node)));
        }
        return new VariableRanges(ranges);
    }

    private VariableRange range(Node.Scalar name, Node.Mapping node) {
        var type = scalar(node, "type").map(Node.Scalar::text).orElse("");
        if (!type.equals("integer")) {
            refuse(name, node, "min", "integer");
            refuse(name, node, "max", "integer");
        }
        if (!type.equals("text")) {
            refuse(name, node, "values", "text");
        }
        return switch (type) {
            case "integer" -> whole(name, node);
            case "boolean" -> new VariableRange.Truth();
            default -> {
                var values =
                        scalars(node, "values").stream().map(Node.Scalar::text).collect(Collectors.toSet());
                yield values.isEmpty() ? new VariableRange.AnyText() : new VariableRange.Words(values);
            }
        };
    }

    private VariableRange whole(Node.Scalar name, Node.Mapping node) {
        var min = bound(node, "min");
        var max = bound(node, "max");
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            nodes.report(Problem.error(
                            PolicyCodes.BAD_RANGE,
                            scalar(node, "max").map(Node::at).orElse(node.at()),
                            "no value of '" + name.text() + "' is at least " + min.get() + " and at most " + max.get())
                    .withHint("'min' is not above 'max'"));
        }
        return new VariableRange.WholeNumber(min, max);
    }

    /** A bound that is no whole number in range was refused by the schema. */
    private static Optional<Long> bound(Node.Mapping node, String key) {
        return scalar(node, key)
                .map(Node.Scalar::text)
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(Long::parseLong);
    }

    private void refuse(Node.Scalar name, Node.Mapping node, String key, String type) {
        node.get(key)
                .ifPresent(value -> nodes.report(Problem.error(
                                PolicyCodes.BAD_RANGE,
                                value.at(),
                                "'" + key + "' has no effect on '" + name.text() + "', only on variables of type "
                                        + type)
                        .withHint("remove it, or write 'type: " + type + "'")));
    }
}
