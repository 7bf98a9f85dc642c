package io.castellan.state;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * Fills {@code ${name}} in values. Names of resources and settings are never filled, so that a promoted file always speaks of the
 * same resources. References to secrets ({@code ${env:NAME}}) stay as they are.
 */
final class Variables {
    private final Map<String, Node.Scalar> values;
    private final Problems problems;

    Variables(Map<String, Node.Scalar> values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The node itself where it refers to nothing, as most do. */
    Node fill(Node node) {
        return refers(node) ? filled(node) : node;
    }

    private static boolean refers(Node node) {
        return node.fold(scalar -> scalar.text().contains("${"), Variables::listRefers, Variables::mappingRefers);
    }

    private static boolean listRefers(Node.Sequence sequence) {
        for (var item : sequence.items()) {
            if (refers(item)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mappingRefers(Node.Mapping mapping) {
        for (var entry : mapping.entries()) {
            if (refers(entry.value())) {
                return true;
            }
        }
        return false;
    }

    private Node filled(Node node) {
        return node.fold(
                this::scalar,
                sequence -> new Node.Sequence(
                        sequence.items().stream().map(this::fill).toList(), sequence.span()),
                mapping -> new Node.Mapping(
                        mapping.entries().stream()
                                .map(entry -> new Node.Entry(entry.key(), fill(entry.value())))
                                .toList(),
                        mapping.span()));
    }

    private Node scalar(Node.Scalar scalar) {
        if (scalar.text().indexOf("${") < 0) {
            return scalar;
        }
        var whole = VariableReferences.PATTERN.matcher(scalar.text());
        if (whole.matches()) {
            var value = values.get(whole.group(1));
            if (value != null) {
                return new Node.Scalar(value.text(), value.type(), scalar.span());
            }
        }
        var matcher = VariableReferences.PATTERN.matcher(scalar.text());
        var text = matcher.replaceAll(match -> {
            var value = values.get(match.group(1));
            if (value == null) {
                unknown(match.group(1), scalar);
                return Matcher.quoteReplacement(match.group());
            }
            return Matcher.quoteReplacement(value.text());
        });
        return new Node.Scalar(text, Node.Type.STRING, scalar.span());
    }

    private void unknown(String name, Node.Scalar scalar) {
        var known = new TreeSet<>(values.keySet());
        problems.add(Problem.error(StateCodes.UNKNOWN_VARIABLE, scalar.at(), "no variable '" + name + "' is defined")
                .withHint(
                        known.isEmpty()
                                ? "define it under 'variables' in environment.yaml"
                                : "defined in environment.yaml are " + String.join(", ", known)));
    }
}
