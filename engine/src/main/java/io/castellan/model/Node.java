package io.castellan.model;

import io.castellan.diagnostics.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A parsed YAML node that knows where it stands. Anchors are resolved, duplicates and merge keys were refused before. */
public sealed interface Node permits Node.Scalar, Node.Sequence, Node.Mapping {
    Span span();

    <R> R fold(Function<Scalar, R> scalar, Function<Sequence, R> sequence, Function<Mapping, R> mapping);

    default Place at() {
        return span().place();
    }

    /**
     * Where a node's text stands.
     *
     * @param place of its first character
     * @param from index of its first code point in the file
     * @param to index after its last code point
     */
    record Span(Place place, int from, int to) {
        public Span {
            Objects.requireNonNull(place, "place");
        }
    }

    /** What a scalar is by YAML 1.2's core schema; a quoted scalar is always a string. */
    enum Type {
        STRING,
        /** A plain decimal, whole or with a fraction; every other form of number was refused before. */
        NUMBER,
        BOOLEAN,
        NULL
    }

    record Scalar(String text, Type type, Span span) implements Node {
        public Scalar {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R fold(Function<Scalar, R> scalar, Function<Sequence, R> sequence, Function<Mapping, R> mapping) {
            return scalar.apply(this);
        }
    }

    record Sequence(List<Node> items, Span span) implements Node {
        public Sequence {
            items = List.copyOf(items);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R fold(Function<Scalar, R> scalar, Function<Sequence, R> sequence, Function<Mapping, R> mapping) {
            return sequence.apply(this);
        }
    }

    /** Entries in the order of the file; keys are unique. */
    record Mapping(List<Entry> entries, Span span) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R fold(Function<Scalar, R> scalar, Function<Sequence, R> sequence, Function<Mapping, R> mapping) {
            return mapping.apply(this);
        }

        public Optional<Node> get(String key) {
            for (int i = 0; i < entries.size(); i++) { // asked so often that an iterator each time would be much
                if (entries.get(i).key().text().equals(key)) {
                    return Optional.of(entries.get(i).value());
                }
            }
            return Optional.empty();
        }

        /** The values by key, in the order of the file. */
        public Map<String, Node> byKey() {
            var map = new LinkedHashMap<String, Node>();
            entries.forEach(entry -> map.put(entry.key().text(), entry.value()));
            return map;
        }
    }

    record Entry(Scalar key, Node value) {
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    default Optional<Mapping> asMapping() {
        return fold(scalar -> Optional.empty(), sequence -> Optional.empty(), Optional::of);
    }

    default Optional<Sequence> asSequence() {
        return fold(scalar -> Optional.empty(), Optional::of, mapping -> Optional.empty());
    }

    default Optional<Scalar> asScalar() {
        return fold(Optional::of, sequence -> Optional.empty(), mapping -> Optional.empty());
    }
}
