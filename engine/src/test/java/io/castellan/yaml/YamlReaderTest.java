package io.castellan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private final Problems problems = new Problems();

    @Test
    void readsMappingsListsAndScalarsWithTheirPlaces() {
        var root = read("""
                topics:
                  payments.orders.v1:
                    partitions: 24
                    config: {retention.ms: 7d}
                acls:
                  - one
                """);

        var topic = at(root, "topics", "payments.orders.v1");
        assertThat(topic.at()).isEqualTo(new Place("f.yaml", 3, 5));
        var partitions = scalar(topic, "partitions");
        assertThat(partitions.text()).isEqualTo("24");
        assertThat(partitions.type()).isEqualTo(Node.Type.NUMBER);
        assertThat(partitions.at()).isEqualTo(new Place("f.yaml", 3, 17));
        assertThat(scalar(topic, "config", "retention.ms").type()).isEqualTo(Node.Type.STRING);
        assertThat(at(root, "acls").asSequence().orElseThrow().items()).hasSize(1);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void spansCoverExactlyTheTextOfANode() {
        var text =
                "a:\n  b: [x, 'y z']   # comment\n  c:\n    - k: v   # more\n\n# and more\nd: {e: f}\ng:\n- h: 😀\ni: [j: k]\n";
        var root = read(text);

        assertThat(text(text, at(root, "a"))).isEqualTo("b: [x, 'y z']   # comment\n  c:\n    - k: v");
        assertThat(text(text, at(root, "a", "b"))).isEqualTo("[x, 'y z']");
        assertThat(text(text, at(root, "d"))).isEqualTo("{e: f}");
        assertThat(text(text, at(root, "g"))).isEqualTo("- h: 😀");
        assertThat(text(text, at(root, "i").asSequence().orElseThrow().items().get(0)))
                .isEqualTo("j: k");
    }

    @Test
    void placesCountCodePointsAfterAByteOrderMarkAndOverLineEndsOfEveryKind() {
        var root = read("\uFEFF😀: a\r\nb: ü\rc: x\nd: [😀, y]\r\n");

        assertThat(scalar(root, "😀").span()).isEqualTo(new Node.Span(new Place("f.yaml", 1, 4), 4, 5));
        assertThat(scalar(root, "b").at()).isEqualTo(new Place("f.yaml", 2, 4));
        assertThat(scalar(root, "c").at()).isEqualTo(new Place("f.yaml", 3, 4));
        assertThat(at(root, "d").asSequence().orElseThrow().items().get(1).at()).isEqualTo(new Place("f.yaml", 4, 8));
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n", "\n\n", "\uFEFF", "---\n# nothing\n...\n"})
    void nothingIsAnEmptyMapping(String text) {
        var root = read(text);

        assertThat(root.asMapping().orElseThrow().entries()).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "yes",
                "on",
                "off",
                "y",
                "n",
                "No",
                "7d",
                "50GiB",
                "4.4.0",
                "127.0.0.1:9092",
                "b1:9092",
                "a1e3",
                "1e",
                "0o",
                "0x",
                "2026-12-01",
                "2026-12-01T00:00Z",
                ".",
                "..",
                "+",
                "--1",
                "1,000",
                "1e3x",
                ".info",
                "-x"
            })
    void textStaysTextAsNameAndAsValue(String text) {
        var root = read("a: " + text + "\n" + text + ": b\n");

        assertThat(scalar(root, "a").type()).isEqualTo(Node.Type.STRING);
        assertThat(scalar(root, "a").text()).isEqualTo(text);
        assertThat(scalar(root, text).text()).isEqualTo("b");
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "0", "-1", "12.5", "-0.25", "9223372036854775807", "100.0"})
    void plainDecimalsAreNumbersAsValuesAndTextAsNames(String text) {
        var root = read("a: " + text + "\n" + text + ": b\n");

        assertThat(scalar(root, "a").type()).isEqualTo(Node.Type.NUMBER);
        assertThat(scalar(root, "a").text()).isEqualTo(text);
        assertThat(root.asMapping().orElseThrow().entries().get(1).key().type()).isEqualTo(Node.Type.STRING);
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "017",
                "0o17",
                "0x1F",
                "0b101",
                "1e3",
                "1E3",
                "1e-3",
                "1.5e+3",
                "1_000",
                "1_000.5",
                ".5",
                "1.",
                "+1",
                "+1.5",
                "-.5",
                "00",
                "08",
                "-01",
                ".inf",
                "-.Inf",
                "+.INF",
                ".nan",
                ".NaN",
                "12:30",
                "1:30:59.5",
                "0.1_5",
                "1.e3",
                "1234567890123456789012345678901"
            })
    void everyOtherFormOfNumberMustBeQuotedAsValueAndAsName(String number) {
        readAnyway("a: " + number + "\n");
        readAnyway("\n" + number + ": b\n");
        var quoted = readAnyway("a: '" + number + "'\n\"" + number + "\": b\n");

        assertThat(problems.sorted()).extracting(Problem::code).containsOnly(YamlCodes.NUMBER_FORM);
        assertThat(problems.sorted())
                .extracting(problem -> problem.place().orElseThrow())
                .containsExactly(new Place("f.yaml", 1, 4), new Place("f.yaml", 2, 1));
        assertThat(scalar(quoted, "a").type()).isEqualTo(Node.Type.STRING);
        assertThat(scalar(quoted, number).text()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource({
        "true, BOOLEAN, true",
        "True, BOOLEAN, true",
        "FALSE, BOOLEAN, false",
        "null, NULL, null",
        "~, NULL, null",
        "'', NULL, null"
    })
    void booleansAndNullAreThoseOfTheCoreSchema(String written, Node.Type type, String text) {
        var root = read("a: " + written + "\nb: 'true'\n");

        assertThat(scalar(root, "a").type()).isEqualTo(type);
        assertThat(scalar(root, "a").text()).isEqualTo(text);
        assertThat(scalar(root, "b").type()).isEqualTo(Node.Type.STRING);
    }

    @Test
    void namesAreTextAsWritten() {
        var root = read("true: a\nNull: b\n1: c\n~: d\n");

        assertThat(root.asMapping().orElseThrow().byKey()).containsOnlyKeys("true", "Null", "1", "~");
    }

    @Test
    void aDuplicateNamesBothPlacesAndTheRestIsStillRead() {
        var root = readAnyway("topics:\n  a: {b: 1, b: 2}\n  1: x\n  '1': y\n  c: 017\n");

        assertThat(problems.sorted())
                .extracting(Problem::toString)
                .containsExactly(
                        "f.yaml:2:13: error CAS-YAML-008: 'b' stands twice in this mapping, first at f.yaml:2:7 — remove one of them",
                        "f.yaml:4:3: error CAS-YAML-008: '1' stands twice in this mapping, first at f.yaml:3:3 — remove one of them",
                        "f.yaml:5:6: error CAS-YAML-011: readers of YAML differ on whether this is a number, and on which one"
                                + " — put it in quotes if it is text; numbers are plain decimals such as 12, 12.5 or -1");
        assertThat(scalar(root, "topics", "a", "b").text()).isEqualTo("1");
    }

    @Test
    void anchorsAreResolvedWithinTheFile() {
        var root = read("a: &x {b: [1, 2]}\nc: *x\nd: &name text\n*name : e\nf: &x other\ng: *x\n");

        assertThat(at(root, "c")).isEqualTo(at(root, "a"));
        assertThat(scalar(root, "text").text()).isEqualTo("e");
        assertThat(scalar(root, "g").text()).isEqualTo("other");
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a: b: c                  | CAS-YAML-004 | 1:5
                    a: 'x                    | CAS-YAML-004 | 2:1
                    a: [1, 2                 | CAS-YAML-004 | 2:1
                    a: {b: 1                 | CAS-YAML-004 | 2:1
                    a: @x                    | CAS-YAML-004 | 1:4
                    a: "\\q"                 | CAS-YAML-004 | 1:6
                    a: "x" y                 | CAS-YAML-004 | 1:8
                    %YAML 1.1\\n---\\na: 1   | CAS-YAML-017 | 1:1
                    a:\\n\\tb: 1             | CAS-YAML-005 | 2:1
                    a:\\n \\tb: 1            | CAS-YAML-005 | 2:1
                    a: {\\n\\tb: 1}          | CAS-YAML-005 | 2:1
                    a: 1\\n---\\nb: 2        | CAS-YAML-006 | 2:1
                    - a                      | CAS-YAML-007 | 1:1
                    text                     | CAS-YAML-007 | 1:1
                    ~                        | CAS-YAML-007 | 1:1
                    a: 1\\na: 2              | CAS-YAML-008 | 2:1
                    <<: {a: 1}               | CAS-YAML-009 | 1:1
                    a: !!str 1               | CAS-YAML-010 | 1:4
                    a: !x {b: c}             | CAS-YAML-010 | 1:4
                    a: ! 1                   | CAS-YAML-010 | 1:4
                    !!map {a: 1}             | CAS-YAML-010 | 1:1
                    a: *x                    | CAS-YAML-012 | 1:4
                    a: &x {b: *x}            | CAS-YAML-013 | 1:11
                    ? [a]\\n: b              | CAS-YAML-016 | 1:3
                    ?\\n: b                   | CAS-YAML-016 | 1:2
                    a: "\\ud83d"             | CAS-YAML-003 | 1:4
                    a: "\\UFFFFFFFF"         | CAS-YAML-004 | 1:2
                    """)
    void refusesWithCodeAndPlace(String text, String code, String place) {
        readAnyway(text.replace("\\n", "\n").replace("\\t", "\t") + "\n");

        assertThat(problems.sorted()).hasSize(1);
        var problem = problems.sorted().get(0);
        assertThat(problem.code()).hasToString(code);
        assertThat(problem.place().orElseThrow()).hasToString("f.yaml:" + place);
    }

    @Test
    void referencesNeedNoQuotesWithinBracesAndBrackets() {
        var text = "a: {b: ${large}, c: [x-${env:A_B}-y, '${q}'], ${k}: \"${d}\"}   # ${e}\nf: ${g} ${h}\n";
        var root = read(text);

        assertThat(scalar(root, "a", "b").text()).isEqualTo("${large}");
        var list = at(root, "a", "c").asSequence().orElseThrow().items();
        assertThat(list.get(0).asScalar().orElseThrow().text()).isEqualTo("x-${env:A_B}-y");
        assertThat(text(text, list.get(0))).isEqualTo("x-${env:A_B}-y");
        assertThat(list.get(1).asScalar().orElseThrow().text()).isEqualTo("${q}");
        assertThat(scalar(root, "a", "${k}").text()).isEqualTo("${d}");
        assertThat(scalar(root, "f").text()).isEqualTo("${g} ${h}");
    }

    @Test
    void theCharactersThatHideReferencesMayStandInAFile() {
        assertThat(scalar(read("a: \uE000${b}\uE001\n"), "a").text()).isEqualTo("\uE000${b}\uE001");
    }

    @Test
    void saysWhatToDoAboutOtherBracesAfterADollarSign() {
        readAnyway("a: {b: ${c d}}\n");

        assertThat(problems.sorted()).hasSize(1);
        assertThat(problems.sorted().get(0).hint()).isEqualTo("put what holds '${' in quotes");
    }

    @Test
    void aTabThatIsNotIndentationIsAllowed() {
        var root = read("a:\tb\n\t\nc: |\n  \tx\n# \tcomment\nd: 1\t# comment\n");

        assertThat(scalar(root, "a").text()).isEqualTo("b");
        assertThat(scalar(root, "c").text()).isEqualTo("\tx\n");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aQuotedMergeKeyIsAName() {
        assertThat(scalar(read("'<<': a\n"), "<<").text()).isEqualTo("a");
    }

    @Test
    void noMessageRepeatsAValue() {
        readAnyway("password: 0123456789e7\nother: !secret 0x5EC2E7\nlast: 5EC2E7: x\n");

        assertThat(problems.sorted())
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem.toString())
                        .doesNotContain("0123456789")
                        .doesNotContain("5EC2E7"));
    }

    private Node read(String text) {
        var root = readAnyway(text);
        assertThat(problems.sorted()).isEmpty();
        return root;
    }

    private Node readAnyway(String text) {
        return YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), problems)
                .orElseGet(() -> new Node.Mapping(List.of(), new Node.Span(Place.whole("f.yaml"), 0, 0)));
    }

    private static Node at(Node node, String... path) {
        var current = node;
        for (var name : path) {
            current = current.asMapping().orElseThrow().get(name).orElseThrow();
        }
        return current;
    }

    private static Node.Scalar scalar(Node node, String... path) {
        return at(node, path).asScalar().orElseThrow();
    }

    private static String text(String file, Node node) {
        int[] codePoints = file.codePoints().toArray();
        return new String(
                codePoints, node.span().from(), node.span().to() - node.span().from());
    }
}
