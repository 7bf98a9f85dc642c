package io.castellan.state;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;

/** Checks the form of a file against a schema before its meaning is read. */
@FunctionalInterface
public interface SchemaCheck {
    /** @param schema {@code state}, {@code environment} or {@code policy} */
    void check(String schema, Node node, Problems problems);
}
