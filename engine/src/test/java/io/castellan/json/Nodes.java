package io.castellan.json;

import io.castellan.diagnostics.Place;
import io.castellan.model.Node;
import java.util.ArrayList;
import java.util.List;

/** Builds nodes without a file; each stands on a line of its own. */
final class Nodes {
    private static int line;

    private Nodes() {}

    static Node text(String text) {
        return scalar(text, Node.Type.STRING);
    }

    static Node number(String text) {
        return scalar(text, Node.Type.NUMBER);
    }

    static Node list(Node... items) {
        return new Node.Sequence(List.of(items), span());
    }

    /** @param namesAndValues a name, its node, a name… */
    static Node mapping(Object... namesAndValues) {
        var entries = new ArrayList<Node.Entry>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            entries.add(
                    new Node.Entry(scalar((String) namesAndValues[i], Node.Type.STRING), (Node) namesAndValues[i + 1]));
        }
        return new Node.Mapping(entries, span());
    }

    private static Node.Scalar scalar(String text, Node.Type type) {
        return new Node.Scalar(text, type, span());
    }

    private static Node.Span span() {
        line++;
        return new Node.Span(new Place("f.yaml", line, 1), line, line + 1);
    }
}
