package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Digest;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Any declarations of any files: exactly their text moves, and the result says exactly what it should. What is expected was put
 * together from pieces, not found in a text.
 */
class TextMovePropertyTest {
    private static final int CASES = Integer.getInteger("castellan.promote.cases", 300);
    private static final long SEED = Long.getLong("castellan.promote.seed", 20_261_121L);

    @Test
    void exactlyTheSelectedTextMovesAndTheResultSaysWhatWasSelected() {
        int moved = 0;
        for (int i = 0; i < CASES; i++) {
            long seed = SEED + i;
            try {
                moved += check(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(moved).isGreaterThan(CASES);
    }

    private static int check(Random random) {
        var both = new TwoEnvironments();
        var dev = new GeneratedYaml(random);
        var prod = new GeneratedYaml(random);
        GeneratedYaml.NAMES.forEach((section, names) -> names.forEach(name -> {
            int where = random.nextInt(5);
            int version = random.nextInt(3);
            if (where < 3) {
                dev.declare(section, name, version);
            }
            if (where > 1 && where < 4) {
                prod.declare(section, name, random.nextBoolean() ? version : random.nextInt(3));
            }
        }));
        dev.dress();
        prod.dress();
        dev.files.keySet().forEach(file -> both.dev(file, dev.text(file)));
        prod.files.keySet().forEach(file -> both.prod(file, prod.text(file)));
        int share = 1 + random.nextInt(4);
        var selected = Stream.concat(ExpectedText.ids(dev), ExpectedText.ids(prod))
                .filter(id -> random.nextInt(4) < share)
                .collect(Collectors.toCollection(TreeSet::new));
        var sayings = expected(dev, prod, selected);
        var before = new TreeMap<String, String>();
        prod.files.keySet().forEach(file -> before.put(file, prod.text(file)));
        var texts = new ExpectedText(dev, prod, selected).texts();

        Map<String, String> found;
        int count;
        try {
            var result = both.move(List.copyOf(selected));
            count = result.units().size();
            found = new TreeMap<>();
            result.files()
                    .forEach((file, content) -> found.put(
                            file.substring("environments/prod/".length()),
                            new String(content, StandardCharsets.UTF_8)));
        } catch (Failure failure) {
            throw new AssertionError(
                    failure.getMessage() + "\n" + selected + show("dev", dev) + before + texts, failure);
        }

        assertThat(escaped(found))
                .as("%s%s%n%s", selected, show("dev", dev), escaped(before))
                .isEqualTo(escaped(texts));
        before.putAll(found);
        assertThat(sayings(before)).isEqualTo(sayings);
        return count;
    }

    private static String show(String name, GeneratedYaml yaml) {
        return yaml.files.keySet().stream()
                .map(file -> "\n=== " + name + "/" + file + "\n" + yaml.text(file))
                .collect(Collectors.joining("\n"));
    }

    private static String escaped(Map<String, String> files) {
        return files.entrySet().stream()
                .map(file -> "=== " + file.getKey() + "\n"
                        + file.getValue().replace("\r", "\\r").replace("\uFEFF", "\\uFEFF"))
                .collect(Collectors.joining("\n"));
    }

    private static Map<UnitId, Digest> expected(GeneratedYaml dev, GeneratedYaml prod, TreeSet<UnitId> selected) {
        var said = sayings(texts(prod));
        var theirs = sayings(texts(dev));
        selected.forEach(id -> {
            said.remove(id);
            if (theirs.containsKey(id)) {
                said.put(id, theirs.get(id));
            }
        });
        return said;
    }

    private static Map<String, String> texts(GeneratedYaml yaml) {
        return yaml.files.keySet().stream().collect(Collectors.toMap(file -> file, yaml::text));
    }

    /** What files say, by a plain walk through their nodes. */
    private static Map<UnitId, Digest> sayings(Map<String, String> files) {
        var said = new TreeMap<UnitId, Digest>();
        files.forEach((file, text) -> {
            var problems = new Problems();
            var root = YamlReader.read(file, text.getBytes(StandardCharsets.UTF_8), problems)
                    .flatMap(Node::asMapping);
            assertThat(problems.sorted()).isEmpty();
            root.orElseThrow()
                    .entries()
                    .forEach(section -> section.value()
                            .fold(
                                    scalar -> said.put(UnitId.of(section.key().text()), Digest.of(scalar)),
                                    items -> {
                                        items.items()
                                                .forEach(item ->
                                                        say(said, section.key().text(), List.of(), item));
                                        return null;
                                    },
                                    parts -> {
                                        parts.entries()
                                                .forEach(part ->
                                                        part(said, section.key().text(), part));
                                        return null;
                                    }));
        });
        return said;
    }

    private static void part(Map<UnitId, Digest> said, String section, Node.Entry part) {
        var name = part.key().text();
        if (section.equals("acls")) {
            part.value().asSequence().orElseThrow().items().forEach(item -> say(said, section, List.of(name), item));
        } else if (section.equals("grants")) {
            part.value()
                    .asMapping()
                    .orElseThrow()
                    .entries()
                    .forEach(grant ->
                            put(said, UnitId.of(section, name, grant.key().text()), grant.value()));
        } else {
            put(said, UnitId.of(section, name), part.value());
        }
    }

    private static void say(Map<UnitId, Digest> said, String section, List<String> owner, Node item) {
        var name = section.equals("quotas")
                ? GeneratedYaml.id(
                                section,
                                item.asMapping()
                                        .orElseThrow()
                                        .get("user")
                                        .orElseThrow()
                                        .asScalar()
                                        .orElseThrow()
                                        .text(),
                                0)
                        .path()
                        .get(0)
                : Digest.of(item).text();
        put(
                said,
                new UnitId(
                        section, Stream.concat(owner.stream(), Stream.of(name)).toList()),
                item);
    }

    private static void put(Map<UnitId, Digest> said, UnitId id, Node node) {
        assertThat(said.put(id, Digest.of(node))).as(id.toString()).isNull();
    }
}
