package io.castellan.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A canonical value: two values that mean the same are equal. Numbers that are not whole are canonical decimal {@link Text}.
 * A secret is present only as its reference; no value ever holds one.
 */
public sealed interface Value
        permits Value.Text, Value.Whole, Value.Items, Value.Entries, Value.SecretRef, Value.Unset {

    /** The one way to take a value apart. */
    <R> R fold(Cases<R> cases);

    /** One answer for each form of value. */
    interface Cases<R> {
        R text(String text);

        R whole(long number);

        R items(List<Value> items);

        R entries(SortedMap<String, Value> entries);

        R secret(String reference);

        R unset();
    }

    record Text(String text) implements Value {
        public Text {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.text(text);
        }
    }

    record Whole(long number) implements Value {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.whole(number);
        }
    }

    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.items(items);
        }
    }

    /** Named values, ordered by name. */
    record Entries(Map<String, Value> entries) implements Value {
        public Entries {
            entries = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.entries(new TreeMap<>(entries));
        }
    }

    /**
     * Where a secret comes from, never the secret.
     *
     * @param reference for example {@code env:BILLING_PASSWORD}
     */
    record SecretRef(String reference) implements Value {
        public SecretRef {
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.secret(reference);
        }
    }

    /** No value here. */
    record Unset() implements Value {
        private static final Unset INSTANCE = new Unset();

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unset();
        }
    }

    static Value text(String text) {
        return new Text(text);
    }

    static Value whole(long number) {
        return new Whole(number);
    }

    static Value texts(Collection<String> texts) {
        return new Items(texts.stream().map(Value::text).toList());
    }

    static Value entries(Map<String, Value> entries) {
        return new Entries(entries);
    }

    static Value unset() {
        return Unset.INSTANCE;
    }

    /** Whether there is no value. */
    default boolean isUnset() {
        return this.equals(unset());
    }

    /** The text, where this is one; exact, unlike {@link #display()}. */
    default Optional<String> asText() {
        return fold(TextOnly.INSTANCE);
    }

    /** For people: text as it is, lists with commas, {@code (unset)} for none, {@code ${env:NAME}} for a reference. */
    default String display() {
        return fold(ValueText.DISPLAY);
    }
}
