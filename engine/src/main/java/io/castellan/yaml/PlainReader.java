package io.castellan.yaml;

import io.castellan.model.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads files of the plain forms that people mostly write: block mappings and lists, collections in braces on one line, scalars of
 * one line, comments. Several times faster than the parser, which reads everything else: anchors, texts of several lines, escape
 * sequences, empty values, whatever is wrong. What is read here the parser reads as the very same nodes; so says a test.
 */
final class PlainReader {
    /** Deeper files are left to the parser, with its own limit. */
    private static final int MAX_DEPTH = 32;
    /** Up to so many names are compared one by one. */
    private static final int FEW = 8;

    private final PlainText text;
    private int nodes;

    private PlainReader(SourceText source) {
        this.text = new PlainText(source);
    }

    /** The root; empty where the file has anything that is not plain. */
    static Optional<Node.Mapping> read(SourceText source) {
        try {
            var reader = new PlainReader(source);
            reader.text.firstLine();
            if (reader.text.indent() != 0) {
                return Optional.empty();
            }
            var root = reader.mapping(0, 1);
            return reader.text.indent() < 0 ? Optional.of(root) : Optional.empty();
        } catch (NotPlain notPlain) {
            return Optional.empty();
        }
    }

    /** Begins at the first name and ends at the first line that is less indented, or at a list item. */
    private Node.Mapping mapping(int indent, int depth) {
        count(depth);
        int from = text.at();
        var place = text.place(from);
        var entries = new ArrayList<Node.Entry>();
        do {
            var key = name(false);
            entries.add(new Node.Entry(key, blockValue(indent, depth)));
        } while (text.indent() == indent && !text.isItem());
        text.require(text.indent() <= indent);
        refuseRepeatedNames(entries);
        return new Node.Mapping(entries, new Node.Span(place, from, lastEnd(entries)));
    }

    private Node.Scalar name(boolean flow) {
        count(1);
        var name = text.plain(flow, true);
        text.require(name.text().length() <= NodeBuilder.MAX_NAME);
        text.skipColon();
        return name;
    }

    /** What follows the colon: on the same line, or on the next ones. */
    private Node blockValue(int indent, int depth) {
        text.skipBlanks();
        if (!text.isLineEnd()) {
            return wholeLine(indent, depth + 1);
        }
        text.nextLine();
        text.require(text.indent() > indent || text.indent() == indent && text.isItem());
        return text.isItem() ? list(text.indent(), depth + 1) : mapping(text.indent(), depth + 1);
    }

    /** A value that takes the rest of the line; a line below it that is more indented would continue it. */
    private Node wholeLine(int indent, int depth) {
        var value = value(false, depth);
        text.nextLine();
        text.require(text.indent() <= indent);
        return value;
    }

    /** Begins at the first hyphen. A list may stand as deep as the name that it belongs to, so that another name ends it. */
    private Node.Sequence list(int indent, int depth) {
        count(depth);
        int from = text.at();
        var place = text.place(from);
        var items = new ArrayList<Node>();
        do {
            text.skipHyphen();
            items.add(text.isName() ? mapping(text.column(), depth + 1) : wholeLine(indent, depth + 1));
            text.require(text.indent() <= indent);
        } while (text.indent() == indent && text.isItem());
        return new Node.Sequence(
                items,
                new Node.Span(place, from, items.get(items.size() - 1).span().to()));
    }

    /** @param flow whether it stands within braces or brackets */
    private Node value(boolean flow, int depth) {
        return switch (text.current()) {
            case '{' -> flowMapping(depth);
            case '[' -> flowList(depth);
            default -> {
                count(depth);
                yield text.isQuote() ? text.quoted() : text.plain(flow, false);
            }
        };
    }

    private Node.Mapping flowMapping(int depth) {
        count(depth);
        int from = text.at();
        var entries = new ArrayList<Node.Entry>();
        boolean more = text.open('}');
        while (more) {
            var key = name(true);
            text.skipBlanks();
            entries.add(new Node.Entry(key, value(true, depth + 1)));
            more = text.comma('}');
        }
        refuseRepeatedNames(entries);
        return new Node.Mapping(entries, new Node.Span(text.place(from), from, text.at()));
    }

    private Node.Sequence flowList(int depth) {
        count(depth);
        int from = text.at();
        var items = new ArrayList<Node>();
        boolean more = text.open(']');
        while (more) {
            items.add(value(true, depth + 1));
            more = text.comma(']');
        }
        return new Node.Sequence(items, new Node.Span(text.place(from), from, text.at()));
    }

    private void count(int depth) {
        text.require(++nodes <= NodeBuilder.MAX_NODES && depth <= MAX_DEPTH);
    }

    private static int lastEnd(List<Node.Entry> entries) {
        return entries.get(entries.size() - 1).value().span().to();
    }

    private void refuseRepeatedNames(List<Node.Entry> entries) {
        if (entries.size() > FEW) {
            var seen = new HashSet<String>();
            for (var entry : entries) {
                text.require(seen.add(entry.key().text()));
            }
            return;
        }
        for (int i = 1; i < entries.size(); i++) {
            for (int j = 0; j < i; j++) {
                text.require(
                        !entries.get(i).key().text().equals(entries.get(j).key().text()));
            }
        }
    }
}
