package io.castellan.access;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Nearest;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads parts of castellan.yaml and collects what is wrong with them. */
final class PolicyNodes {
    /** A hostile file may repeat one mistake many thousand times. */
    static final int MAX_PROBLEMS = 200;

    private static final int MOST_NAMES_COMPARED = 1000;
    private static final int NAMES_SHOWN = 20;

    private final Problems problems;
    private final Set<Place> wrongForm;
    private int reported;

    /** @param problems what the schema found: what is said of the same place is not said again */
    PolicyNodes(Problems problems) {
        this.problems = problems;
        this.wrongForm = problems.errorPlaces();
    }

    void report(Problem problem) {
        if (problem.place().stream().anyMatch(wrongForm::contains)) {
            return;
        }
        if (!problem.isError()) {
            problems.add(problem);
            return;
        }
        if (reported > MAX_PROBLEMS) {
            return;
        }
        reported++;
        problems.add(
                reported <= MAX_PROBLEMS
                        ? problem
                        : Problem.error(
                                PolicyCodes.MORE_PROBLEMS,
                                problem.place().orElseThrow(),
                                "more problems follow, they are not shown"));
    }

    /** Reports a name that means nothing, with what was probably meant, or what there is. */
    void reportUnknown(Code code, Node.Scalar name, String message, Supplier<Collection<String>> all) {
        if (reported > MAX_PROBLEMS) {
            return; // looking for what was meant costs more than saying it
        }
        var known = all.get();
        var meant = known.size() <= MOST_NAMES_COMPARED ? Nearest.of(name.text(), known) : Optional.<String>empty();
        report(Problem.error(code, name.at(), message + " '" + shown(name.text()) + "'")
                .withHint(meant.map(Nearest::question).orElseGet(() -> list(known))));
    }

    private static String list(Collection<String> names) {
        return names.isEmpty()
                ? "there is none yet"
                : "there are: " + names.stream().sorted().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "");
    }

    /** Unambiguous and short. */
    static String shown(String text) {
        return new Identity(text).toString();
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
