package io.castellan.promote;

import io.castellan.model.CanonicalJson;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.promote.Block.Style;
import io.castellan.resource.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds which lines belong to which declaration. To a declaration belong the comments directly above it, without a blank line
 * between, and those after its last value that are indented deeper than its name. Blank lines above separate it from its sibling.
 */
final class Outline {
    private final Page page;
    private final Map<String, Layout> layouts;

    private Outline(Page page, Map<String, Layout> layouts) {
        this.page = page;
        this.layouts = layouts;
    }

    /** @param layouts of the sections, by key; what stands below other keys is left alone */
    static Block of(Page page, Map<String, Layout> layouts) {
        var root = page.yaml().root();
        var outline = new Outline(page, layouts);
        if (root.entries().isEmpty()) {
            return new Block(root, false, Style.NOTHING, List.of());
        }
        var style = outline.flow(root) ? Style.FLOW : Style.LINES;
        return outline.block(root, style, page.beginning(), page.text().length(), outline::sections);
    }

    /** What stands below a part: a container again, or nothing to be taken apart. */
    @FunctionalInterface
    private interface Below {
        Optional<Block> of(Part part, int limit);

        static Below nothing() {
            return (part, limit) -> Optional.empty();
        }
    }

    /** An entry or an item on the way to its slot. */
    private record Part(String name, Optional<Node.Scalar> key, Node value, int from, int nameEnd, int to) {
        /** What an alias brings: all that is below it stands before its end. */
        static Part elsewhere(String name, Optional<Node.Scalar> key, Node value) {
            return new Part(name, key, value, 0, Integer.MAX_VALUE, 0);
        }
    }

    private Optional<Block> sections(Part part, int limit) {
        var layout = Optional.ofNullable(layouts.get(part.name()));
        if (layout.isEmpty()) {
            return Optional.empty();
        }
        var names = layout.get().identity();
        boolean listed = layout.get().listed();
        return Optional.of(
                layout.get().grouped()
                        ? container(
                                part,
                                false,
                                names,
                                limit,
                                (owner, end) -> Optional.of(container(owner, listed, names, end, Below.nothing())))
                        : container(part, listed, names, limit, Below.nothing()));
    }

    private Block container(Part header, boolean listed, List<String> identity, int limit, Below below) {
        var node = header.value();
        boolean fits = listed ? node.asSequence().isPresent() : node.asMapping().isPresent();
        var style = style(header, fits);
        if (style == Style.LINES && listed) {
            return items(node.asSequence().orElseThrow(), identity, limit);
        }
        if (style == Style.LINES) {
            return block(node.asMapping().orElseThrow(), style, page.lineEnd(header.nameEnd()), limit, below);
        }
        return new Block(node, listed, style, apart(node, style, identity, below));
    }

    private Style style(Part header, boolean fits) {
        int start = page.at(header.value().span().from());
        if (start < header.nameEnd() || page.isAnchored(header.value())) {
            return Style.ELSEWHERE;
        }
        if (!fits) {
            return nothing(header.value()) ? Style.NOTHING : Style.MALFORMED;
        }
        if (!flow(header.value())) {
            return Style.LINES;
        }
        boolean empty = header.value()
                .fold(
                        scalar -> false,
                        sequence -> sequence.items().isEmpty(),
                        mapping -> mapping.entries().isEmpty());
        return !empty
                ? Style.FLOW
                : page.text().substring(start + 1, header.to() - 1).isBlank()
                                && page.lineEnd(start) == page.lineEnd(header.to())
                        ? Style.EMPTY_FLOW
                        : Style.FLOW;
    }

    private boolean flow(Node node) {
        char first = page.text().charAt(page.at(node.span().from()));
        return first == '{' || first == '[';
    }

    private static boolean nothing(Node node) {
        return node.asScalar()
                .filter(scalar -> scalar.type() == Node.Type.NULL
                        && scalar.span().from() == scalar.span().to())
                .isPresent();
    }

    /** Parts without lines of their own. */
    private List<Slot> apart(Node node, Style style, List<String> identity, Below below) {
        var parts = new ArrayList<Part>();
        boolean here = style == Style.FLOW;
        node.asMapping()
                .ifPresent(mapping -> mapping.entries()
                        .forEach(entry -> parts.add(
                                here
                                        ? entry(entry)
                                        : Part.elsewhere(
                                                entry.key().text(), Optional.of(entry.key()), entry.value()))));
        node.asSequence()
                .ifPresent(sequence -> sequence.items().forEach(item -> {
                    int from = page.at(item.span().from());
                    var name = name(item, identity);
                    parts.add(
                            here && item.span().from() > node.span().from()
                                    ? new Part(name, Optional.empty(), item, from, from, end(item, from))
                                    : Part.elsewhere(name, Optional.empty(), item));
                }));
        var slots = new ArrayList<Slot>();
        for (var part : parts) {
            slots.add(slot(part, slots.size(), Optional.empty(), below.of(part, 0)));
        }
        return slots;
    }

    private Part entry(Node.Entry entry) {
        var key = entry.key();
        int nameEnd = page.at(key.span().to());
        return new Part(
                key.text(),
                Optional.of(key),
                entry.value(),
                page.at(key.span().from()),
                nameEnd,
                end(entry.value(), nameEnd));
    }

    private static Slot slot(Part part, int index, Optional<Slot.Lines> lines, Optional<Block> inside) {
        return new Slot(
                part.name(), index, new Slot.Body(part.from(), part.nameEnd(), part.to()), lines, part.value(), inside);
    }

    private Block block(Node.Mapping mapping, Style style, int floor, int limit, Below below) {
        if (style == Style.FLOW) {
            return new Block(mapping, false, style, apart(mapping, style, List.of(), below));
        }
        var parts = mapping.entries().stream().map(this::entry).toList();
        var slots = new ArrayList<Slot>();
        int above = floor;
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            int next = i + 1 < parts.size() ? page.lineStart(parts.get(i + 1).from()) : limit;
            var lines = lines(part, part.from(), i, above, next);
            slots.add(slot(part, i, Optional.of(lines), below.of(part, next)));
            above = lines.to();
        }
        return new Block(mapping, false, style, slots);
    }

    private Block items(Node.Sequence sequence, List<String> identity, int limit) {
        var dashes = new ArrayList<Integer>();
        var parts = new ArrayList<Part>();
        int search = page.lineStart(page.at(sequence.span().from()));
        for (var item : sequence.items()) {
            while (page.isBlank(search) || page.isComment(search)) {
                search = page.lineEnd(search);
            }
            int dash = page.content(search);
            int from = Math.max(page.at(item.span().from()), dash + 1);
            int to = end(item, dash);
            dashes.add(dash);
            parts.add(new Part(name(item, identity), Optional.empty(), item, from, from, to));
            search = startsLine(to) ? to : page.lineEnd(to);
        }
        var slots = new ArrayList<Slot>();
        int above = page.lineStart(dashes.get(0));
        while (above > page.beginning() && isSeparator(page.lineStart(above - 1))) {
            above = page.lineStart(above - 1);
        }
        for (int i = 0; i < parts.size(); i++) {
            int next = i + 1 < parts.size() ? page.lineStart(dashes.get(i + 1)) : limit;
            var lines = lines(parts.get(i), dashes.get(i), i, above, next);
            slots.add(slot(parts.get(i), i, Optional.of(lines), Optional.empty()));
            above = lines.to();
        }
        return new Block(sequence, true, Style.LINES, slots);
    }

    private boolean isSeparator(int lineStart) {
        return page.isBlank(lineStart) || page.isComment(lineStart);
    }

    private String name(Node item, List<String> identity) {
        var named = new LinkedHashMap<String, Value>();
        item.asMapping()
                .ifPresent(mapping -> identity.forEach(field -> mapping.get(field)
                        .flatMap(Node::asScalar)
                        .ifPresent(value -> named.put(field, Value.text(value.text())))));
        return named.isEmpty() ? Digest.of(item).text() : CanonicalJson.write(Value.entries(named));
    }

    /**
     * @param first the first character of the name, or the dash
     * @param above what does not belong to it any more
     * @param limit where its next sibling, or what follows the whole, begins
     */
    private Slot.Lines lines(Part part, int first, int index, int above, int limit) {
        int head = page.lineStart(first);
        int column = first - head;
        boolean whole = startsLine(part.to()) && part.to() > first;
        int to = whole ? part.to() : page.lineEnd(part.to());
        boolean regular = page.isFirst(first)
                && isMark(part, first)
                && (whole || page.isBlank(part.to()) || page.isComment(part.to()));
        boolean open = isOpen(part.value(), part.nameEnd());
        to = withComments(to, limit, column);
        int from = head;
        while (from > above && page.isComment(page.lineStart(from - 1))) {
            from = page.lineStart(from - 1);
        }
        int gap = from;
        while (index > 0 && gap > above && page.isBlank(page.lineStart(gap - 1))) {
            gap = page.lineStart(gap - 1);
        }
        return new Slot.Lines(gap, from, head, to, column, open, regular);
    }

    /** A dash stands before an item, and a colon follows a name: names in other forms are not taken apart. */
    private boolean isMark(Part part, int first) {
        return part.key().isEmpty() ? page.text().charAt(first) == '-' : colon(page, part.nameEnd()) >= 0;
    }

    /** Where the colon after a name stands; -1 where it does not follow. */
    static int colon(Page page, int nameEnd) {
        int i = nameEnd;
        while (i < page.text().length() && page.text().charAt(i) == ' ') {
            i++;
        }
        return i < page.text().length() && page.text().charAt(i) == ':' ? i : -1;
    }

    private boolean startsLine(int index) {
        return page.lineStart(index) == index;
    }

    private int withComments(int from, int limit, int column) {
        int to = from;
        for (int line = from; line < limit; line = page.lineEnd(line)) {
            if (page.isComment(line) && page.content(line) - line > column) {
                to = page.lineEnd(line);
            } else if (!page.isBlank(line)) {
                break;
            }
        }
        return to;
    }

    /** Where the text of a value ends. */
    private int end(Node value, int start) {
        if (page.at(value.span().from()) < start) {
            return page.yaml().aliases().stream()
                    .filter(alias -> page.at(alias.from()) >= start)
                    .findFirst()
                    .map(alias -> page.at(alias.to()))
                    .orElse(start);
        }
        int to = page.at(value.span().to());
        return literal(value).isPresent() && !isOpen(value, start) ? trimmed(to) : to;
    }

    /** A literal or folded text ends, to the parser, only where something else begins. */
    private int trimmed(int end) {
        int to = end;
        while (to > 0 && startsLine(to)) {
            int line = page.lineStart(to - 1);
            int content = page.content(line);
            if (content > line || !page.isBlank(line)) {
                return to;
            }
            to = line;
        }
        return to;
    }

    private boolean isOpen(Node value, int start) {
        return page.at(value.span().from()) >= start
                && literal(value)
                        .filter(scalar -> header(scalar).indexOf('+') >= 0)
                        .isPresent();
    }

    private String header(Node.Scalar scalar) {
        int from = page.at(scalar.span().from());
        return page.text().substring(from, Math.min(from + 3, page.text().length()));
    }

    /** The literal or folded text that a value ends with. */
    private Optional<Node.Scalar> literal(Node value) {
        return last(value).filter(scalar -> {
            var span = scalar.span();
            return span.from() < span.to()
                    && span.to() == value.span().to()
                    && "|>".indexOf(page.text().charAt(page.at(span.from()))) >= 0;
        });
    }

    private static Optional<Node.Scalar> last(Node node) {
        return node.fold(
                Optional::of,
                sequence -> sequence.items().isEmpty()
                        ? Optional.empty()
                        : last(sequence.items().get(sequence.items().size() - 1)),
                mapping -> mapping.entries().isEmpty()
                        ? Optional.empty()
                        : last(mapping.entries()
                                .get(mapping.entries().size() - 1)
                                .value()));
    }
}
