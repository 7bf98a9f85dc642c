package io.castellan.promote;

import io.castellan.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One field of a declaration that two environments changed, as it is written on each side.
 *
 * @param path below the declaration, with dots
 * @param source empty where it is not written there
 * @param target empty where it is not written there
 * @param applied with which the target was applied last; empty where it was not written then
 */
public record ThreeSides(String path, Optional<String> source, Optional<String> target, Optional<String> applied) {
    public ThreeSides {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(applied, "applied");
    }

    /**
     * The fields in which the two differ.
     *
     * @param source empty where it is not declared there
     * @param target empty where it is not declared there
     * @param applied empty where nothing was applied, or that cannot be read any more
     */
    public static List<ThreeSides> of(Optional<Node> source, Optional<Node> target, Optional<Node> applied) {
        var there = fields(source);
        var here = fields(target);
        var before = fields(applied);
        var paths = new TreeSet<>(there.keySet());
        paths.addAll(here.keySet());
        return paths.stream()
                .map(path -> new ThreeSides(
                        path,
                        Optional.ofNullable(there.get(path)),
                        Optional.ofNullable(here.get(path)),
                        Optional.ofNullable(before.get(path))))
                .filter(field -> !field.source.equals(field.target))
                .toList();
    }

    /** {@code config.retention.ms: dev 5d, prod 4d, applied in prod 3d}. */
    public String said(String from, String to) {
        return (path.isEmpty() ? "" : path + ": ") + from + " " + source.orElse("nothing") + ", " + to + " "
                + target.orElse("nothing") + ", applied in " + to + " " + applied.orElse("nothing");
    }

    private static Map<String, String> fields(Optional<Node> node) {
        var fields = new TreeMap<String, String>();
        node.ifPresent(value -> collect("", value, fields));
        return fields;
    }

    private static void collect(String path, Node node, Map<String, String> fields) {
        var inside = node.asMapping().filter(mapping -> !mapping.entries().isEmpty());
        if (inside.isEmpty()) {
            fields.put(path, inline(node));
            return;
        }
        inside.get()
                .entries()
                .forEach(entry -> collect(
                        path.isEmpty()
                                ? entry.key().text()
                                : path + "." + entry.key().text(),
                        entry.value(),
                        fields));
    }

    private static String inline(Node node) {
        return node.fold(
                Node.Scalar::text,
                sequence ->
                        sequence.items().stream().map(ThreeSides::inline).collect(Collectors.joining(", ", "[", "]")),
                mapping -> mapping.entries().stream()
                        .map(entry -> entry.key().text() + ": " + inline(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}")));
    }
}
