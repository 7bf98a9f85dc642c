package io.castellan.state;

import io.castellan.model.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Which variables of environment.yaml a declaration relies on. */
public final class VariableReferences {
    static final Pattern PATTERN = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_.-]*)}");

    private VariableReferences() {}

    /** The names, each with the first value that refers to it, in the order of the text. Names (keys) have no variables. */
    public static Map<String, Node.Scalar> in(Node node) {
        var found = new LinkedHashMap<String, Node.Scalar>();
        collect(node, found);
        return found;
    }

    private static void collect(Node node, Map<String, Node.Scalar> found) {
        node.asScalar()
                .ifPresent(scalar -> PATTERN.matcher(scalar.text())
                        .results()
                        .forEach(match -> found.putIfAbsent(match.group(1), scalar)));
        node.asSequence().ifPresent(sequence -> sequence.items().forEach(item -> collect(item, found)));
        node.asMapping().ifPresent(mapping -> mapping.entries().forEach(entry -> collect(entry.value(), found)));
    }
}
