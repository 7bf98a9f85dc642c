package io.castellan.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The text of a value that is one. */
enum TextOnly implements Value.Cases<Optional<String>> {
    INSTANCE;

    @Override
    public Optional<String> text(String text) {
        return Optional.of(text);
    }

    @Override
    public Optional<String> whole(long number) {
        return Optional.empty();
    }

    @Override
    public Optional<String> items(List<Value> items) {
        return Optional.empty();
    }

    @Override
    public Optional<String> entries(SortedMap<String, Value> entries) {
        return Optional.empty();
    }

    @Override
    public Optional<String> secret(String reference) {
        return Optional.empty();
    }

    @Override
    public Optional<String> unset() {
        return Optional.empty();
    }
}
