package io.castellan.yaml;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** One pass over the events of one file. */
final class NodeBuilder {
    static final int MAX_ALIASES = 50;
    static final int MAX_NODES = 1_000_000;
    static final int MAX_DEPTH = 64;
    static final int MAX_NAME = 500;
    static final int MAX_PROBLEMS = 100;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setParseComments(false)
            .setUseMarks(true)
            .setCodePointLimit(YamlReader.MAX_BYTES + 1)
            .setVersionFunction(version -> version)
            .build();

    /** An anchored node and how many nodes it stands for. */
    private record Anchored(Node node, int size) {}

    private final SourceText source;
    private final Marks marks;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();
    private final List<Node.Span> anchored = new ArrayList<>();
    private final List<Node.Span> aliases = new ArrayList<>();
    private int nodes;
    private int reported;
    private Optional<Mark> last = Optional.empty();

    NodeBuilder(SourceText source, Problems problems) {
        this.source = source;
        this.marks = new Marks(source);
        this.problems = problems;
        this.events = new Parse(SETTINGS).parseString(source.parsed()).iterator();
    }

    YamlPage page() {
        return new YamlPage(read(), anchored, aliases);
    }

    private Node.Mapping read() {
        next();
        var start = next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            return empty();
        }
        refuseDirectives((DocumentStartEvent) start);
        var first = next();
        var root = build(first, 1);
        next();
        var after = next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw new Unreadable(problem(
                    YamlCodes.SECOND_DOCUMENT,
                    marks.place(Marks.start(after)),
                    "a second document begins here, a file holds one",
                    "move it to a file of its own"));
        }
        return root.asMapping().orElseGet(() -> notAMapping(root));
    }

    private Node.Mapping empty() {
        var place = new Place(source.file(), 1, 1);
        return new Node.Mapping(List.of(), new Node.Span(place, source.skipped(), source.skipped()));
    }

    private Node.Mapping notAMapping(Node root) {
        boolean nothing = root.asScalar()
                .map(scalar -> scalar.span().from() == scalar.span().to())
                .orElse(false);
        if (nothing) {
            return empty();
        }
        var found = root.<String>fold(scalar -> "a single value", sequence -> "a list", mapping -> "a mapping");
        throw new Unreadable(problem(
                YamlCodes.NOT_A_MAPPING,
                root.at(),
                "the file is " + found + ", it must be a mapping",
                "begin with a section, for example 'topics:'"));
    }

    private void refuseDirectives(DocumentStartEvent document) {
        boolean otherVersion = document.getSpecVersion()
                .map(version -> !version.equals(new SpecVersion(1, 2)))
                .orElse(false);
        if (otherVersion) {
            report(problem(
                    YamlCodes.DIRECTIVE,
                    marks.place(Marks.start(document)),
                    "files are read as YAML 1.2, whatever their %YAML line says",
                    "remove the line"));
        }
    }

    private Node build(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            return resolve(alias);
        }
        count(event, 1);
        var node = (NodeEvent) event;
        refuseTag(node);
        refuseTab(Marks.start(event));
        var anchor = node.getAnchor();
        int before = nodes;
        anchor.ifPresent(open::add);
        var built =
                event instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) event, depth);
        anchor.ifPresent(name -> {
            open.remove(name);
            anchors.put(name, new Anchored(built, nodes - before + 1));
            anchored.add(built.span());
        });
        return built;
    }

    private Node collection(CollectionStartEvent event, int depth) {
        if (depth > MAX_DEPTH) {
            throw new Unreadable(problem(
                    YamlCodes.TOO_DEEP,
                    marks.place(Marks.start(event)),
                    "nested deeper than " + MAX_DEPTH + " levels",
                    ""));
        }
        return event.getEventId() == Event.ID.SequenceStart ? sequence(event, depth) : mapping(event, depth);
    }

    private Node.Sequence sequence(CollectionStartEvent event, int depth) {
        var items = new ArrayList<Node>();
        int end = marks.index(Marks.start(event));
        Event next = next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            items.add(build(next, depth + 1));
            end = marks.textEnd(next, items.get(items.size() - 1));
            next = next();
        }
        return new Node.Sequence(items, marks.span(event, next, end));
    }

    private Node.Mapping mapping(CollectionStartEvent event, int depth) {
        var entries = new ArrayList<Node.Entry>();
        var seen = new HashMap<String, Node.Scalar>();
        int end = marks.index(Marks.start(event));
        Event next = next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            var keyEvent = next;
            var key = key(keyEvent, build(keyEvent, depth + 1));
            var valueEvent = next();
            var value = build(valueEvent, depth + 1);
            end = marks.textEnd(valueEvent, value);
            if (key.isPresent() && isNew(key.get(), seen)) {
                entries.add(new Node.Entry(key.get(), value));
            }
            next = next();
        }
        return new Node.Mapping(entries, marks.span(event, next, end));
    }

    private boolean isNew(Node.Scalar key, Map<String, Node.Scalar> seen) {
        var first = seen.putIfAbsent(key.text(), key);
        if (first != null) {
            report(problem(
                    YamlCodes.DUPLICATE,
                    key.at(),
                    "'" + key.text() + "' stands twice in this mapping, first at " + first.at(),
                    "remove one of them"));
        }
        return first == null;
    }

    private Optional<Node.Scalar> key(Event event, Node node) {
        var place = marks.place(Marks.start(event));
        var key = node.asScalar();
        if (key.isEmpty()) {
            report(problem(YamlCodes.NAME, place, "a name must be text, not a list or a mapping", ""));
            return key;
        }
        boolean plain = event instanceof ScalarEvent scalar && scalar.isPlain();
        // A name is always text: 'true' and '4' as written, not as YAML reads them.
        var text = event instanceof ScalarEvent scalar
                ? source.shown(scalar.getValue())
                : key.get().text();
        if (plain && text.equals("<<")) {
            report(problem(
                    YamlCodes.MERGE_KEY,
                    place,
                    "merge keys ('<<') are not part of YAML 1.2",
                    "write the entries out, or use defaults in environment.yaml"));
            return Optional.empty();
        }
        if (plain && text.isEmpty()) {
            report(problem(YamlCodes.NAME, place, "a name is missing before ':'", ""));
            return Optional.empty();
        }
        if (text.length() > MAX_NAME) {
            report(problem(YamlCodes.NAME, place, "a name has at most " + MAX_NAME + " characters", ""));
            return Optional.empty();
        }
        return Optional.of(new Node.Scalar(text, Node.Type.STRING, marks.span(event)));
    }

    private Node.Scalar scalar(ScalarEvent event) {
        var text = source.shown(event.getValue());
        if (!event.isPlain()) {
            refuseHalfCharacters(event);
            return new Node.Scalar(text, Node.Type.STRING, marks.span(event));
        }
        var plain = PlainScalar.of(text);
        if (plain == PlainScalar.OTHER_NUMBER) {
            // The text is not shown: it may be a password that somebody forgot to take out.
            report(problem(
                    YamlCodes.NUMBER_FORM,
                    marks.place(Marks.start(event)),
                    "readers of YAML differ on whether this is a number, and on which one",
                    "put it in quotes if it is text; numbers are plain decimals such as 12, 12.5 or -1"));
        }
        return new Node.Scalar(plain.canonical(text), plain.type(), marks.span(event));
    }

    /** An escape sequence for one surrogate alone makes text that cannot be written as UTF-8, and so has no digest. */
    private void refuseHalfCharacters(ScalarEvent event) {
        boolean half = event.getValue()
                .codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (half) {
            report(problem(
                    YamlCodes.CONTROL_CHARACTER,
                    marks.place(Marks.start(event)),
                    "an escape sequence stands for half a character",
                    "write the character itself, or \\U and eight digits"));
        }
    }

    private Node resolve(AliasEvent event) {
        var name = event.getAlias();
        var place = marks.place(Marks.start(event));
        if (open.contains(name)) {
            throw new Unreadable(
                    problem(YamlCodes.RECURSIVE_ALIAS, place, "'*" + name + "' stands within what it refers to", ""));
        }
        aliases.add(marks.span(event));
        if (aliases.size() > MAX_ALIASES) {
            throw new Unreadable(problem(
                    YamlCodes.TOO_MUCH,
                    place,
                    "more than " + MAX_ALIASES + " aliases in one file",
                    "use defaults or variables in environment.yaml for what many resources share"));
        }
        var anchored = anchors.get(name);
        if (anchored == null) {
            report(problem(
                    YamlCodes.UNKNOWN_ALIAS,
                    place,
                    "no anchor '&" + name + "' stands above",
                    anchors.isEmpty() ? "quote the value if it is text" : "known anchors: " + known()));
            return new Node.Scalar("null", Node.Type.NULL, marks.span(event));
        }
        count(event, anchored.size());
        return anchored.node();
    }

    private String known() {
        return String.join(
                ", ",
                anchors.keySet().stream()
                        .map(Anchor::getValue)
                        .sorted()
                        .limit(10)
                        .toList());
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new Unreadable(problem(
                    YamlCodes.TOO_MUCH,
                    marks.place(Marks.start(event)),
                    String.format(
                            java.util.Locale.ROOT, "more than %,d values in one file, aliases expanded", MAX_NODES),
                    "split the file"));
        }
    }

    private void refuseTag(NodeEvent event) {
        var tag = event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
        tag.ifPresent(name -> report(problem(
                YamlCodes.TAG,
                marks.place(Marks.start(event)),
                "the tag '" + abbreviated(shorthand(name)) + "' is not read",
                "remove it; quotes make a value text")));
    }

    private static String shorthand(String tag) {
        var prefix = "tag:yaml.org,2002:";
        return tag.startsWith(prefix) ? "!!" + tag.substring(prefix.length()) : tag;
    }

    private void refuseTab(Mark mark) {
        if (source.tabbed().get(mark.getLine())) {
            source.tabbed().clear(mark.getLine());
            report(SyntaxProblem.tab(new Place(source.file(), mark.getLine() + 1, 1)));
        }
    }

    private Event next() {
        try {
            var event = events.next();
            last = event.getEndMark();
            return event;
        } catch (YamlEngineException e) {
            throw new Unreadable(SyntaxProblem.of(source, e));
        } catch (RuntimeException e) {
            // The scanner lets some escape sequences through to the number parser, for example one cut off at the end
            // of the file.
            throw new Unreadable(problem(
                    YamlCodes.SYNTAX,
                    last.map(marks::place).orElse(Place.whole(source.file())),
                    "what follows here is not valid YAML",
                    ""));
        }
    }

    private void report(Problem problem) {
        if (++reported > MAX_PROBLEMS) {
            throw new Unreadable(problem(
                    YamlCodes.MORE_PROBLEMS,
                    problem.place().orElse(Place.whole(source.file())),
                    "the file has more than " + MAX_PROBLEMS + " problems, the rest of it was not read",
                    ""));
        }
        problems.add(problem);
    }

    private static Problem problem(Code code, Place place, String message, String hint) {
        return Problem.error(code, place, message).withHint(hint);
    }

    static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
