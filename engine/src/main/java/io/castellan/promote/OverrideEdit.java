package io.castellan.promote;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import io.castellan.yaml.YamlValue;
import io.castellan.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the override of one setting of one resource into environment.yaml. All other text stays as it is, with its comments, and
 * what is written takes the form of what it stands in: lines or braces.
 */
public final class OverrideEdit {
    private static final int USUAL_STEP = 2;
    private static final String NUMBER = "-?[0-9]{1,18}";

    private final Page page;
    private final List<TextEdit> edits = new ArrayList<>();
    private final List<Coming> coming = new ArrayList<>();

    private OverrideEdit(Page page) {
        this.page = page;
    }

    /**
     * What comes to one place.
     *
     * @param column of the lines that come; 0 in braces
     * @param flow whether it stands in braces
     */
    private record Coming(int at, int column, boolean flow, String before, Map<List<String>, String> leaves) {}

    /**
     * What shall be declared.
     *
     * @param section for example {@code topics}
     * @param key a setting, below {@code config}
     * @param until as written
     */
    public record Wanted(String section, String resource, String key, String value, String until, String reason) {
        public Wanted {
            Objects.requireNonNull(section, "section");
            Objects.requireNonNull(resource, "resource");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(reason, "reason");
        }

        private List<String> path() {
            return List.of("overrides", section, resource);
        }

        private Map<List<String>, String> leaves() {
            var leaves = new LinkedHashMap<List<String>, String>();
            leaves.put(List.of("config", key), value);
            leaves.put(List.of("until"), until);
            leaves.put(List.of("reason"), reason);
            return leaves;
        }
    }

    /**
     * @param file as in messages
     * @return the new content; it was read again, and says what is wanted and nothing else otherwise than before
     * @throws Failure INPUT if the file cannot be read; REFUSED if its text is of a form that is not edited
     */
    public static byte[] write(String file, byte[] content, Wanted wanted) {
        var page = read(file, content);
        var edit = new OverrideEdit(page);
        wanted.leaves().forEach((below, value) -> {
            var path = new ArrayList<>(wanted.path());
            path.addAll(below);
            edit.set(path, value);
        });
        var written = page.written(TextEdit.apply(page.text(), edit.joined()));
        var expected = expected(page.yaml().root(), wanted);
        if (!said(read(file, written).yaml().root()).equals(expected)) {
            throw refused(Place.whole(file), "its text is of a form in which an override cannot be written safely");
        }
        return written;
    }

    private static Page read(String file, byte[] content) {
        var problems = new Problems();
        var page = Page.read(file, "environment.yaml", content, YamlReader::page, problems);
        problems.throwIfErrors(ExitCode.INPUT);
        return page.orElseThrow();
    }

    /** Deeper lines first, where several come to one place. */
    private List<TextEdit> joined() {
        coming.stream()
                .sorted(Comparator.comparingInt(Coming::column).reversed())
                .forEach(one -> edits.add(new TextEdit(one.at(), one.at(), one.before() + text(one))));
        return edits;
    }

    private String text(Coming one) {
        var tree = tree(one.leaves());
        return one.flow() ? flow(tree) : lines(tree, " ".repeat(one.column()));
    }

    private String lines(YamlValue.Entries tree, String indent) {
        return YamlWriter.write(tree)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> indent + line + lineBreak())
                .collect(Collectors.joining());
    }

    private static String flow(YamlValue.Entries tree) {
        return tree.entries().stream()
                .map(entry -> written(YamlValue.text(entry.name())) + ": " + written(entry.value()))
                .collect(Collectors.joining(", "));
    }

    private static String written(YamlValue value) {
        return value.fold(YamlValue.Scalar::written, items -> "[]", entries -> "{" + flow(entries) + "}");
    }

    private void set(List<String> path, String value) {
        var at = page.yaml().root();
        var column = 0;
        for (int depth = 0; depth < path.size(); depth++) {
            var name = path.get(depth);
            var entry = at.entries().stream()
                    .filter(one -> one.key().text().equals(name))
                    .findFirst();
            if (entry.isEmpty()) {
                comes(at, depth, path, value);
                return;
            }
            requirePlain(entry.get());
            var found = entry.get().value();
            if (depth == path.size() - 1) {
                replace(found, value);
                return;
            }
            var inside = found.asMapping();
            if (inside.isEmpty()) {
                column = column(entry.get().key()) + step();
                below(entry.get(), column, path.subList(depth + 1, path.size()), value);
                return;
            }
            at = inside.get();
        }
    }

    /** An anchor may stand for more than this, and an alias stands elsewhere. */
    private void requirePlain(Node.Entry entry) {
        boolean elsewhere = entry.value().span().from() < entry.key().span().to();
        if (elsewhere || page.isAnchored(entry.value())) {
            throw refused(entry.key().at(), "'" + entry.key().text() + "' has an anchor or an alias");
        }
    }

    private static Failure refused(Place place, String why) {
        return new Failure(
                ExitCode.REFUSED,
                Problem.error(OverrideCodes.NOT_EDITED, place, why)
                        .withHint("write the override by hand; docs/how-to/runbooks/incident.md has one"));
    }

    private void replace(Node found, String value) {
        var scalar = found.asScalar()
                .filter(one -> one.span().from() < one.span().to())
                .filter(one ->
                        "|>".indexOf(page.text().charAt(page.at(one.span().from()))) < 0)
                .orElseThrow(() -> refused(found.at(), "what stands here is no text on one line"));
        if (!scalar.text().equals(value)) {
            edits.add(new TextEdit(
                    page.at(scalar.span().from()), page.at(scalar.span().to()), scalar(value)));
        }
    }

    /** A new entry of a mapping that has others, or none. */
    private void comes(Node.Mapping mapping, int depth, List<String> path, String value) {
        var rest = path.subList(depth, path.size());
        var last = mapping.entries().isEmpty()
                ? Optional.<Node.Entry>empty()
                : Optional.of(mapping.entries().get(mapping.entries().size() - 1));
        boolean flow = page.text().charAt(page.at(mapping.span().from())) == '{';
        if (flow) {
            int at = last.map(this::end).orElse(page.at(mapping.span().from()) + 1);
            add(at, 0, true, last.isPresent() ? ", " : "", rest, value);
        } else if (last.isEmpty()) {
            throw refused(mapping.at(), "nothing stands here");
        } else {
            int column = column(last.get().key());
            var gap = depth == 0 && airy(mapping) ? lineBreak() : "";
            add(afterLines(last.get(), column), column, false, gap, rest, value);
        }
    }

    /** The first entry below a name after which nothing is written. */
    private void below(Node.Entry header, int column, List<String> rest, String value) {
        boolean nothing = header.value()
                .asScalar()
                .filter(scalar -> scalar.type() == Node.Type.NULL
                        && scalar.span().from() == scalar.span().to())
                .isPresent();
        if (!nothing) {
            throw refused(header.value().at(), "'" + header.key().text() + "' is no mapping");
        }
        add(page.lineEnd(page.at(header.key().span().to())), column, false, "", rest, value);
    }

    private void add(int at, int column, boolean flow, String before, List<String> path, String value) {
        var one = coming.stream()
                .filter(known -> known.at() == at && known.column() == column)
                .findFirst()
                .orElseGet(() -> {
                    var made = new Coming(at, column, flow, before, new LinkedHashMap<>());
                    coming.add(made);
                    return made;
                });
        one.leaves().put(List.copyOf(path), value);
    }

    private int end(Node.Entry entry) {
        return Math.max(
                page.at(entry.key().span().to()), page.at(entry.value().span().to()));
    }

    /** After the lines of an entry, and the comments after it that are indented deeper than its name. */
    private int afterLines(Node.Entry entry, int column) {
        int end = end(entry);
        boolean whole =
                page.lineStart(end) == end && end > page.at(entry.key().span().to());
        int to = whole ? end : page.lineEnd(end);
        while (whole && page.isBlank(page.lineStart(to - 1))) {
            to = page.lineStart(to - 1);
        }
        for (int line = to; line < page.text().length(); line = page.lineEnd(line)) {
            if (page.isComment(line) && page.content(line) - line > column) {
                to = page.lineEnd(line);
            } else if (!page.isBlank(line)) {
                break;
            }
        }
        return to;
    }

    /** Whether its entries are kept apart by blank lines. */
    private boolean airy(Node.Mapping mapping) {
        return mapping.entries().stream().skip(1).anyMatch(entry -> {
            int line = page.lineStart(page.at(entry.key().span().from()));
            while (line > page.beginning() && page.isComment(page.lineStart(line - 1))) {
                line = page.lineStart(line - 1);
            }
            return line > page.beginning() && page.isBlank(page.lineStart(line - 1));
        });
    }

    private int column(Node.Scalar key) {
        int from = page.at(key.span().from());
        return from - page.lineStart(from);
    }

    /** How deep this file indents. */
    private int step() {
        return page.yaml().root().entries().stream()
                .flatMap(entry -> entry.value().asMapping().stream())
                .filter(mapping -> !mapping.entries().isEmpty()
                        && page.text().charAt(page.at(mapping.span().from())) != '{')
                .map(mapping -> column(mapping.entries().get(0).key()))
                .filter(column -> column > 0)
                .findFirst()
                .orElse(USUAL_STEP);
    }

    private String lineBreak() {
        return page.lineBreak().orElse("\n");
    }

    private static YamlValue.Entries tree(Map<List<String>, String> leaves) {
        var below = new LinkedHashMap<String, Map<List<String>, String>>();
        leaves.forEach((path, value) -> below.computeIfAbsent(path.get(0), key -> new LinkedHashMap<>())
                .put(path.subList(1, path.size()), value));
        var entries = new ArrayList<YamlValue.Entry>();
        below.forEach((name, inner) -> entries.add(new YamlValue.Entry(
                name,
                inner.containsKey(List.<String>of())
                        ? new YamlValue.Scalar(scalar(Objects.requireNonNull(inner.get(List.<String>of()))))
                        : tree(inner),
                "")));
        return new YamlValue.Entries(entries);
    }

    private static String scalar(String value) {
        return value.matches(NUMBER) ? value : written(YamlValue.text(value));
    }

    /** Every text by the names that lead to it. What has nothing below it is there by itself. */
    private static Map<List<String>, String> said(Node root) {
        var said = new HashMap<List<String>, String>();
        said(root, List.of(), said);
        return said;
    }

    private static void said(Node node, List<String> path, Map<List<String>, String> said) {
        node.<Boolean>fold(
                scalar -> said.put(path, scalar.type() + " " + scalar.text()) == null,
                sequence -> {
                    said.put(path, "list of " + sequence.items().size());
                    for (int i = 0; i < sequence.items().size(); i++) {
                        said(sequence.items().get(i), below(path, "[" + i + "]"), said);
                    }
                    return true;
                },
                mapping -> {
                    if (mapping.entries().isEmpty()) {
                        said.put(path, "{}");
                    }
                    mapping.entries()
                            .forEach(entry ->
                                    said(entry.value(), below(path, entry.key().text()), said));
                    return true;
                });
    }

    private static List<String> below(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    private static Map<List<String>, String> expected(Node root, Wanted wanted) {
        var expected = said(root);
        wanted.leaves().forEach((below, value) -> {
            var path = new ArrayList<>(wanted.path());
            path.addAll(below);
            for (int i = 0; i < path.size(); i++) {
                expected.remove(path.subList(0, i)); // it has something below it now
            }
            expected.put(
                    List.copyOf(path), (value.matches(NUMBER) ? Node.Type.NUMBER : Node.Type.STRING) + " " + value);
        });
        return expected;
    }
}
