package io.castellan.access;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads parts of castellan.yaml and collects what is wrong with them. */
final class PolicyNodes {
    private final Problems problems;
    private final Set<Place> wrongForm;

    /** @param problems what the schema found: what is said of the same place is not said again */
    PolicyNodes(Problems problems) {
        this.problems = problems;
        this.wrongForm = problems.errorPlaces();
    }

    void report(Problem problem) {
        if (problem.place().stream().noneMatch(wrongForm::contains)) {
            problems.add(problem);
        }
    }

    static Optional<Node.Mapping> mapping(Node.Mapping node, String key) {
        return node.get(key).flatMap(Node::asMapping);
    }

    static Optional<Node.Scalar> scalar(Node.Mapping node, String key) {
        return node.get(key).flatMap(Node::asScalar);
    }

    static List<Node.Entry> entries(Node.Mapping node, String key) {
        return mapping(node, key).map(Node.Mapping::entries).orElse(List.of());
    }

    /** The items of a list; what is no scalar was refused by the schema. */
    static List<Node.Scalar> scalars(Node node) {
        return node.asSequence().map(Node.Sequence::items).orElse(List.of()).stream()
                .flatMap(item -> item.asScalar().stream())
                .toList();
    }

    static List<Node.Scalar> scalars(Node.Mapping node, String key) {
        return node.get(key).map(PolicyNodes::scalars).orElse(List.of());
    }
}
