package io.castellan.resource.topic;

import io.castellan.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes apart the values that this package itself put into changes and steps. */
final class Values {
    private Values() {}

    /** A text; empty where the value is unset. */
    static Optional<String> text(Value value) {
        return value.fold(new Other<Optional<String>>("a text") {
            @Override
            public Optional<String> text(String text) {
                return Optional.of(text);
            }

            @Override
            public Optional<String> unset() {
                return Optional.empty();
            }
        });
    }

    /** A number; empty where the value is unset. */
    static OptionalLong whole(Value value) {
        return value.fold(new Other<OptionalLong>("a number") {
            @Override
            public OptionalLong whole(long number) {
                return OptionalLong.of(number);
            }

            @Override
            public OptionalLong unset() {
                return OptionalLong.empty();
            }
        });
    }

    static List<Value> items(Value value) {
        return value.fold(new Other<List<Value>>("a list") {
            @Override
            public List<Value> items(List<Value> items) {
                return items;
            }
        });
    }

    static SortedMap<String, Value> entries(Value value) {
        return value.fold(new Other<SortedMap<String, Value>>("entries") {
            @Override
            public SortedMap<String, Value> entries(SortedMap<String, Value> entries) {
                return new TreeMap<>(entries);
            }
        });
    }

    /** @throws IllegalArgumentException if there is no such entry */
    static Value entry(Value value, String name) {
        return Optional.ofNullable(entries(value).get(name))
                .orElseThrow(() -> new IllegalArgumentException("no '" + name + "' in " + value.display()));
    }

    static int count(Value value) {
        return Math.toIntExact(
                whole(value).orElseThrow(() -> new IllegalArgumentException("no number: " + value.display())));
    }

    static Map<String, Value> config(Value value) {
        return entries(entry(value, "config"));
    }

    /** Every form that was not expected is a defect of whoever wrote the value. */
    private abstract static class Other<R> implements Value.Cases<R> {
        private final String expected;

        Other(String expected) {
            this.expected = expected;
        }

        @Override
        public R text(String text) {
            throw unexpected();
        }

        @Override
        public R whole(long number) {
            throw unexpected();
        }

        @Override
        public R items(List<Value> items) {
            throw unexpected();
        }

        @Override
        public R entries(SortedMap<String, Value> entries) {
            throw unexpected();
        }

        @Override
        public R secret(String reference) {
            throw unexpected();
        }

        @Override
        public R unset() {
            throw unexpected();
        }

        private IllegalArgumentException unexpected() {
            return new IllegalArgumentException("expected " + expected);
        }
    }
}
