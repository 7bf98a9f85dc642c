package io.castellan.model;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** How a value reads to people. */
enum ValueText implements Value.Cases<String> {
    DISPLAY;

    @Override
    public String text(String text) {
        return text.isEmpty() ? "(empty)" : text;
    }

    @Override
    public String whole(long number) {
        return Long.toString(number);
    }

    @Override
    public String items(List<Value> items) {
        return items.stream().map(item -> item.fold(this)).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String entries(SortedMap<String, Value> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().fold(this))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String secret(String reference) {
        return "${" + reference + "}";
    }

    @Override
    public String unset() {
        return "(unset)";
    }
}
