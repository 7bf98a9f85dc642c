package io.castellan.json;

import io.castellan.model.Node;
import java.util.List;

/** What one keyword of a schema says of a node. Forms that it does not speak of are accepted. */
interface AcceptanceRule {
    AcceptanceRule ANYTHING = new AcceptanceRule() {};

    AcceptanceRule NOTHING = new AcceptanceRule() {
        @Override
        public boolean scalar(Node.Scalar node) {
            return false;
        }

        @Override
        public boolean sequence(Node.Sequence node) {
            return false;
        }

        @Override
        public boolean mapping(Node.Mapping node) {
            return false;
        }
    };

    default boolean scalar(Node.Scalar node) {
        return true;
    }

    default boolean sequence(Node.Sequence node) {
        return true;
    }

    default boolean mapping(Node.Mapping node) {
        return true;
    }

    /** What every schema accepts. */
    static AcceptanceRule all(List<Acceptance> schemas) {
        return new Whole() {
            @Override
            boolean accepts(Node node) {
                for (var schema : schemas) {
                    if (!schema.accepts(node)) {
                        return false;
                    }
                }
                return true;
            }
        };
    }

    /** What one of the schemas accepts, or several. */
    static AcceptanceRule any(List<Acceptance> schemas) {
        return new Whole() {
            @Override
            boolean accepts(Node node) {
                for (var schema : schemas) {
                    if (schema.accepts(node)) {
                        return true;
                    }
                }
                return false;
            }
        };
    }

    /** A rule that does not care for the form. */
    abstract class Whole implements AcceptanceRule {
        abstract boolean accepts(Node node);

        @Override
        public boolean scalar(Node.Scalar node) {
            return accepts(node);
        }

        @Override
        public boolean sequence(Node.Sequence node) {
            return accepts(node);
        }

        @Override
        public boolean mapping(Node.Mapping node) {
            return accepts(node);
        }
    }
}
