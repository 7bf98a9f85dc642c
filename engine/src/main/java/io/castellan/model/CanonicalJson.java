package io.castellan.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * The canonical JSON text of a value (RFC 8785, JSON Canonicalization Scheme), the input of every digest. Keys are sorted by
 * UTF-16 code units, as the RFC says and as {@link String#compareTo} does. Whole numbers beyond ±(2^53−1), which JSON numbers
 * cannot carry exactly, are written as strings. A secret reference is {@code {"$secret":"env:NAME"}}, and a name that
 * begins with a dollar sign gets a second one, so that no mapping looks like a reference; unset is {@code null}.
 */
public final class CanonicalJson implements Value.Cases<Void> {
    private static final long EXACT = (1L << 53) - 1;

    private static final Comparator<Node.Entry> BY_NAME =
            Comparator.comparing(entry -> entry.key().text());

    // Made once for all nodes: in a short life, to make a function again costs more than to call it.
    private final Function<Node.Scalar, Void> scalar = this::scalar;
    private final Function<Node.Sequence, Void> sequence = this::list;
    private final Function<Node.Mapping, Void> mapping = this::mapping;

    private final StringBuilder out = new StringBuilder(256);

    private CanonicalJson() {}

    public static String write(Value value) {
        var writer = new CanonicalJson();
        value.fold(writer);
        return writer.out.toString();
    }

    /** As if the node were a value: each scalar is its text, whatever its quotes, and null is unset. */
    static String write(Node node) {
        var writer = new CanonicalJson();
        writer.node(node);
        return writer.out.toString();
    }

    private Void node(Node node) {
        return node.fold(scalar, sequence, mapping);
    }

    private Void scalar(Node.Scalar node) {
        return node.type() == Node.Type.NULL ? unset() : text(node.text());
    }

    private Void list(Node.Sequence sequence) {
        out.append('[');
        var separator = "";
        for (var item : sequence.items()) {
            out.append(separator);
            node(item);
            separator = ",";
        }
        out.append(']');
        return done();
    }

    private Void mapping(Node.Mapping mapping) {
        var entries = mapping.entries().toArray(Node.Entry[]::new);
        Arrays.sort(entries, BY_NAME);
        out.append('{');
        var separator = "";
        for (var entry : entries) {
            out.append(separator);
            name(entry.key().text());
            node(entry.value());
            separator = ",";
        }
        out.append('}');
        return done();
    }

    @Override
    public Void text(String text) {
        string(text);
        return done();
    }

    @Override
    public Void whole(long number) {
        if (number >= -EXACT && number <= EXACT) {
            out.append(number);
        } else {
            string(Long.toString(number));
        }
        return done();
    }

    @Override
    public Void items(List<Value> items) {
        out.append('[');
        var separator = "";
        for (var item : items) {
            out.append(separator);
            item.fold(this);
            separator = ",";
        }
        out.append(']');
        return done();
    }

    @Override
    public Void entries(SortedMap<String, Value> entries) {
        out.append('{');
        var separator = "";
        for (var entry : entries.entrySet()) {
            out.append(separator);
            name(entry.getKey());
            entry.getValue().fold(this);
            separator = ",";
        }
        out.append('}');
        return done();
    }

    @Override
    public Void secret(String reference) {
        out.append("{\"$secret\":");
        string(reference);
        out.append('}');
        return done();
    }

    @Override
    public Void unset() {
        out.append("null");
        return done();
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Void done() {
        return null;
    }

    private void name(String name) {
        string(name.startsWith("$") ? "$" + name : name); // "$secret" is a reference's
        out.append(':');
    }

    /** RFC 8785, 3.2.2.2: only quotation mark, backslash and control characters are escaped. */
    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
