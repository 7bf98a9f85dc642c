package io.castellan.yaml;

import java.util.stream.Collectors;

/**
 * Writes tidy YAML: block style, with the innermost mappings and lists on one line where they fit. What is written
 * reads back with {@link YamlReader} as the same text, numbers and truth values, in the same order.
 */
public final class YamlWriter {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** A whole file; there is an empty line between its sections. */
    public static String write(YamlValue.Entries file) {
        var writer = new YamlWriter();
        if (file.entries().isEmpty()) {
            return "{}\n";
        }
        for (var entry : file.entries()) {
            if (writer.out.length() > 0) {
                writer.out.append('\n');
            }
            writer.entry(entry, "", true);
        }
        return writer.out.toString();
    }

    private void entry(YamlValue.Entry entry, String indent, boolean section) {
        comment(entry.comment(), indent);
        out.append(indent);
        named(entry, indent, section);
    }

    private void named(YamlValue.Entry entry, String indent, boolean section) {
        int start = out.length() - indent.length();
        out.append(name(entry.name())).append(':');
        value(entry.value(), indent, out.length() - start, section);
    }

    private void comment(String lines, String indent) {
        if (!lines.isEmpty()) {
            lines.lines()
                    .forEach(line ->
                            out.append(indent).append(("# " + line).strip()).append('\n'));
        }
    }

    private static String name(String name) {
        var written = Quoting.quoted(name);
        if (name.length() > NodeBuilder.MAX_NAME || written.length() > 2 * NodeBuilder.MAX_NAME) {
            throw new IllegalArgumentException("a name of more than " + NodeBuilder.MAX_NAME + " characters");
        }
        return written;
    }

    /** @param used columns taken on the line */
    private void value(YamlValue value, String indent, int used, boolean section) {
        value.<Void>fold(
                scalar -> line(" " + scalar.written()),
                items -> {
                    if (fits(value, used)) {
                        return line(" " + flow(value));
                    }
                    line("");
                    items.items().forEach(item -> item(item, indent + INDENT));
                    return done();
                },
                entries -> {
                    if (entries.entries().isEmpty() || !section && fits(value, used)) {
                        return line(" " + flow(value));
                    }
                    line("");
                    entries.entries().forEach(entry -> entry(entry, indent + INDENT, false));
                    return done();
                });
    }

    private void item(YamlValue item, String indent) {
        out.append(indent).append('-');
        item.<Void>fold(
                scalar -> line(" " + scalar.written()),
                items -> {
                    if (fits(item, indent.length() + 1)) {
                        return line(" " + flow(item));
                    }
                    line("");
                    items.items().forEach(inner -> item(inner, indent + INDENT));
                    return done();
                },
                entries -> fits(item, indent.length() + 1) ? line(" " + flow(item)) : block(entries, indent));
    }

    /** The first entry stands beside the dash. */
    private Void block(YamlValue.Entries entries, String indent) {
        var first = entries.entries().get(0);
        if (first.comment().isEmpty()) {
            out.append(' ');
            named(first, indent + INDENT, false);
        } else {
            line("");
            entry(first, indent + INDENT, false);
        }
        entries.entries().stream().skip(1).forEach(entry -> entry(entry, indent + INDENT, false));
        return done();
    }

    private Void line(String text) {
        out.append(text).append('\n');
        return done();
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Void done() {
        return null;
    }

    private static boolean fits(YamlValue value, int used) {
        return isLeaf(value) && used + 1 + flow(value).length() <= WIDTH;
    }

    /** A list of scalars, or a mapping to scalars and lists of them, without comments. */
    private static boolean isLeaf(YamlValue value) {
        return value.fold(
                scalar -> true,
                items -> items.items().stream().allMatch(YamlWriter::isScalar),
                entries -> entries.entries().stream()
                        .allMatch(entry -> entry.comment().isEmpty()
                                && (isScalar(entry.value()) || isList(entry.value()) && isLeaf(entry.value()))));
    }

    private static boolean isScalar(YamlValue value) {
        return value.fold(
                scalar -> true, items -> false, entries -> entries.entries().isEmpty());
    }

    private static boolean isList(YamlValue value) {
        return value.fold(scalar -> false, items -> true, entries -> false);
    }

    private static String flow(YamlValue value) {
        return value.fold(
                YamlValue.Scalar::written,
                items -> items.items().stream().map(YamlWriter::flow).collect(Collectors.joining(", ", "[", "]")),
                entries -> entries.entries().stream()
                        .map(entry -> name(entry.name()) + ": " + flow(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}")));
    }
}
