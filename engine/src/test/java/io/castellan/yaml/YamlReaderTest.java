package io.castellan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.nio.charset.StandardCharsets;
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
        var text = "a:\n  b: [x, 'y z']   # comment\n  c: |\n    line\n\n# more\nd: {e: f}\ng:\n- h: 😀\n- *no\n"
                .replace("- *no\n", "");
        var root = read(text);

        assertThat(text(text, at(root, "a"))).isEqualTo("b: [x, 'y z']   # comment\n  c: |\n    line\n\n");
        assertThat(text(text, at(root, "a", "b"))).isEqualTo("[x, 'y z']");
        assertThat(text(text, at(root, "d"))).isEqualTo("{e: f}");
        assertThat(text(text, at(root, "g"))).isEqualTo("- h: 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "---\n", "\n\n", "\uFEFF"})
    void nothingIsAnEmptyMapping(String text) {
        var root = read(text);

        assertThat(root.asMapping().orElseThrow().entries()).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "no",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "No",
        "'7d'",
        "50GiB",
        "4.4.0",
        "127.0.0.1:9092",
        "a1e3",
        "1e",
        "0o",
        "2026-12-01",
        "2026-12-01T00:00Z",
        "-",
        "."
    })
    void textStaysTextAsNameAndAsValue(String text) {
        var root = read(text.equals("-") ? "a: \"-\"\n\"-\": b\n" : "a: " + text + "\n" + text + ": b\n");

        assertThat(scalar(root, "a").type()).isEqualTo(Node.Type.STRING);
        assertThat(scalar(root, "a").text()).isEqualTo(text);
        assertThat(scalar(root, text).text()).isEqualTo("b");
        assertThat(problems.isEmpty()).isTrue();
    }

    private Node read(String text) {
        return YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
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
