package io.castellan.report;

import io.castellan.model.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A value as people read it, already {@link Visible}.
 *
 * @param exact all of it
 * @param human the same in the unit in which people think; empty where that says nothing more
 */
record Shown(String exact, String human) {
    Shown {
        Objects.requireNonNull(exact, "exact");
        Objects.requireNonNull(human, "human");
    }

    /** @param path of the field; its end tells the unit */
    static Shown of(String path, Value value) {
        return new Shown(
                value.fold(Form.ALONE),
                number(value).flatMap(number -> Units.ofField(path, number)).orElse(""));
    }

    /** {@code 604800000 (7d)}. */
    String both() {
        return human.isEmpty() ? exact : exact + " (" + human + ")";
    }

    static Optional<Long> number(Value value) {
        return value.fold(new Numbers());
    }

    /** Text that could be taken for something else stands in quotation marks. */
    private enum Form implements Value.Cases<String> {
        ALONE {
            @Override
            public String text(String text) {
                if (text.isEmpty()) {
                    return "(empty)";
                }
                return text.startsWith("(") || text.startsWith("${") || text.startsWith("\"")
                        ? quoted(text)
                        : Visible.of(text);
            }
        },
        INSIDE {
            @Override
            public String text(String text) {
                boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> ",[]{}\"$(: ".indexOf(c) >= 0);
                return plain ? Visible.of(text) : quoted(text);
            }
        };

        private static String quoted(String text) {
            return '"' + Visible.line(text).replace("\"", "\\\"") + '"';
        }

        @Override
        public String whole(long number) {
            return Long.toString(number);
        }

        @Override
        public String items(List<Value> items) {
            return items.stream().map(item -> item.fold(INSIDE)).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public String entries(SortedMap<String, Value> entries) {
            return entries.entrySet().stream()
                    .map(entry -> INSIDE.text(entry.getKey()) + ": "
                            + entry.getValue().fold(INSIDE))
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        public String secret(String reference) {
            return "${" + Visible.of(reference) + "}";
        }

        @Override
        public String unset() {
            return "(unset)";
        }
    }

    /** The number that a value is, also when it is written as text, as Kafka gives its settings. */
    private static final class Numbers implements Value.Cases<Optional<Long>> {
        @Override
        public Optional<Long> text(String text) {
            boolean digits =
                    !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits ? Optional.of(Long.parseLong(text)) : Optional.empty();
        }

        @Override
        public Optional<Long> whole(long number) {
            return Optional.of(number);
        }

        @Override
        public Optional<Long> items(List<Value> items) {
            return Optional.empty();
        }

        @Override
        public Optional<Long> entries(SortedMap<String, Value> entries) {
            return Optional.empty();
        }

        @Override
        public Optional<Long> secret(String reference) {
            return Optional.empty();
        }

        @Override
        public Optional<Long> unset() {
            return Optional.empty();
        }
    }
}
