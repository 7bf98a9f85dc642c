package io.castellan.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeDigestTest {
    private static final Node.Span NOWHERE = new Node.Span(Place.whole("f.yaml"), 0, 0);

    @Test
    void aNodeHasTheDigestOfTheValueThatItIs() {
        var node = mapping(
                entry("b", list(number("12"), text("12"), truth("true"), nothing())),
                entry("a", text("\"quoted\"\\ \n\u0001 ü 😀")),
                entry("$secret", mapping()),
                entry("B", list()));
        var value = Value.entries(Map.of(
                "b",
                new Value.Items(List.of(Value.text("12"), Value.text("12"), Value.text("true"), Value.unset())),
                "a",
                Value.text("\"quoted\"\\ \n\u0001 ü 😀"),
                "$secret",
                Value.entries(Map.of()),
                "B",
                Value.texts(List.of())));

        assertThat(Digest.of(node)).isEqualTo(Digest.of(value));
        assertThat(CanonicalJson.write(node)).startsWith("{\"$$secret\":{},\"B\":[],\"a\":");
    }

    @Test
    void theOrderOfNamesIsNothingAndTheOrderOfItemsCounts() {
        var one = mapping(entry("a", text("1")), entry("b", text("2")));
        var other = mapping(entry("b", text("2")), entry("a", text("1")));

        assertThat(Digest.of(one)).isEqualTo(Digest.of(other));
        assertThat(Digest.of(list(text("1"), text("2")))).isNotEqualTo(Digest.of(list(text("2"), text("1"))));
    }

    private static Node.Mapping mapping(Node.Entry... entries) {
        return new Node.Mapping(Arrays.asList(entries), NOWHERE);
    }

    private static Node.Entry entry(String key, Node value) {
        return new Node.Entry(text(key), value);
    }

    private static Node list(Node... items) {
        return new Node.Sequence(List.of(items), NOWHERE);
    }

    private static Node.Scalar text(String text) {
        return new Node.Scalar(text, Node.Type.STRING, NOWHERE);
    }

    private static Node number(String text) {
        return new Node.Scalar(text, Node.Type.NUMBER, NOWHERE);
    }

    private static Node truth(String text) {
        return new Node.Scalar(text, Node.Type.BOOLEAN, NOWHERE);
    }

    private static Node nothing() {
        return new Node.Scalar("null", Node.Type.NULL, NOWHERE);
    }
}
