package io.castellan.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.castellan.diagnostics.Place;
import io.castellan.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AcceptanceTest {
    private static final long SEED = 20_261_122;
    private static final int ROUNDS = 20_000;
    private static final Node.Span NOWHERE = new Node.Span(Place.whole("f.yaml"), 0, 0);

    @ParameterizedTest
    @ValueSource(strings = {"state", "environment"})
    void acceptsNothingThatTheValidatorRefuses(String name) {
        var json = SchemaValidator.load(name);
        var schema = schema(json);
        var acceptance = Acceptance.of(json);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var node = new Documents(json, new Random(SEED + round)).mutated();
            if (acceptance.accepts(node)) {
                accepted++;
                assertThat(FirstErrors.of(schema, new JsonView(node).json()))
                        .as("seed %d: %s", SEED + round, node)
                        .isEmpty();
            }
        }
        assertThat(accepted).as("documents that show something").isBetween(ROUNDS / 20, ROUNDS * 9 / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "environment"})
    void acceptsWhatTheSchemaGivesAsExamples(String name) {
        var json = SchemaValidator.load(name);
        var acceptance = Acceptance.of(json);
        for (var property : json.path("properties").propertyStream().toList()) {
            for (var example : property.getValue().path("examples").values()) {
                var document = new Node.Mapping(
                        List.of(new Node.Entry(text(property.getKey()), Documents.node(example))), NOWHERE);
                boolean valid =
                        schema(json).validate(new JsonView(document).json()).isEmpty();
                assertThat(acceptance.accepts(document)).as("%s", document).isEqualTo(valid);
            }
        }
    }

    @Test
    void acceptsNothingWhereItDoesNotKnowAKeyword() {
        var acceptance = Acceptance.of(parse("{'properties': {'a': {'type': 'string', 'format': 'date'}}}"));

        assertThat(acceptance.accepts(mapping("b", text("2026-01-01")))).isTrue();
        assertThat(acceptance.accepts(mapping("a", text("2026-01-01")))).isFalse();
    }

    @Test
    void leavesTextOfSeveralLinesToTheValidator() {
        var acceptance = Acceptance.of(parse("{'pattern': '^[^b]+$'}"));

        assertThat(acceptance.accepts(text("a"))).isTrue();
        assertThat(acceptance.accepts(text("a\n"))).isFalse();
    }

    @Test
    void followsASchemaThatRefersToItself() {
        var acceptance = Acceptance.of(parse("{'type': 'array', 'items': {'$ref': '#'}}"));

        assertThat(acceptance.accepts(list(list(), list(list())))).isTrue();
        assertThat(acceptance.accepts(list(list(text("a"))))).isFalse();
    }

    @Test
    void takesAChoiceForWhatItIs() {
        var acceptance = Acceptance.of(parse("{'oneOf': [{'required': ['a']}, {'required': ['b']}]}"));

        assertThat(acceptance.accepts(mapping("a", text("1")))).isTrue();
        assertThat(acceptance.accepts(mapping("c", text("1")))).isFalse();
        assertThat(acceptance.accepts(text("both branches are met"))).isFalse();
    }

    private static JsonNode parse(String json) {
        return JsonTree.parse("schema", json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Schema schema(JsonNode json) {
        return SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(json);
    }

    private static Node.Scalar text(String text) {
        return new Node.Scalar(text, Node.Type.STRING, NOWHERE);
    }

    private static Node.Mapping mapping(String key, Node value) {
        return new Node.Mapping(List.of(new Node.Entry(text(key), value)), NOWHERE);
    }

    private static Node.Sequence list(Node... items) {
        return new Node.Sequence(List.of(items), NOWHERE);
    }

    /** Random documents that mostly follow a schema, put together from its names and examples. */
    private record Documents(JsonNode root, Random random) {
        private static final List<String> TEXTS = List.of(
                "",
                "a",
                "User:a",
                "User:",
                "${a}",
                "${env:A}",
                "${a}\n",
                "5MiB",
                "7d",
                "literal",
                "true",
                "😀",
                "10%",
                "1.2.3",
                "2026-12-01",
                "b1:9093",
                "kafka-cluster",
                "a\nb");
        private static final List<String> NUMBERS =
                List.of("0", "1", "-1", "4096", "16385", "1.0", "2.5", "99999999999999999999");

        Node mutated() {
            return of(root, 0);
        }

        private boolean rarely() {
            return random.nextInt(60) == 0;
        }

        private Node of(JsonNode schema, int depth) {
            if (rarely() || depth > 12) {
                return anything(depth);
            }
            if (schema.has("$ref")) {
                return of(root.at(schema.path("$ref").asString().substring(1)), depth + 1);
            }
            if (schema.has("const") || schema.has("enum")) {
                var valid = schema.has("const")
                        ? List.of(schema.path("const"))
                        : schema.path("enum").valueStream().toList();
                return node(pick(valid));
            }
            if (schema.has("properties") || schema.has("propertyNames")) {
                return object(schema, depth);
            }
            var types = schema.path("type").isArray()
                    ? schema.path("type").valueStream().map(JsonNode::asString).toList()
                    : List.of(schema.path("type").asString("string"));
            return switch (pick(types)) {
                case "object" -> object(schema, depth);
                case "array" -> array(schema, depth);
                case "integer", "number" ->
                    schema.has("examples") && random.nextInt(6) > 0
                            ? example(schema)
                            : scalar(pick(NUMBERS), Node.Type.NUMBER);
                case "boolean" -> scalar(pick(List.of("true", "false")), Node.Type.BOOLEAN);
                case "null" -> scalar("null", Node.Type.NULL);
                default -> schema.has("examples") && random.nextInt(6) > 0 ? example(schema) : text(likely());
            };
        }

        private Node example(JsonNode schema) {
            return node(pick(schema.path("examples").valueStream().toList()));
        }

        private String likely() {
            return random.nextInt(3) == 0 ? pick(TEXTS) : pick(List.of("a", "${a}", "User:a"));
        }

        private Node object(JsonNode schema, int depth) {
            var entries = new ArrayList<Node.Entry>();
            var names = new ArrayList<>(schema.path("properties").propertyNames());
            java.util.Collections.shuffle(names, random);
            int wanted = random.nextInt(4);
            var needed = choices(schema).stream().map(this::pick).toList();
            for (var name : names) {
                boolean required = needed.contains(name)
                        || schema.path("required")
                                .valueStream()
                                .anyMatch(one -> one.asString().equals(name));
                boolean excluded = excluded(schema, needed, name) && !rarely();
                if (required && !rarely() || !excluded && wanted-- > 0) {
                    entries.add(new Node.Entry(
                            text(name), of(schema.path("properties").path(name), depth + 1)));
                }
            }
            var others = schema.path("additionalProperties");
            if (others.isObject() || rarely()) {
                for (var name : List.of("1", "topics", "User:a")) {
                    if (random.nextBoolean()) {
                        entries.add(new Node.Entry(text(name), of(others, depth + 1)));
                    }
                }
            }
            return new Node.Mapping(entries, NOWHERE);
        }

        /** The names of which each choice of the schema demands one. */
        private static List<List<String>> choices(JsonNode schema) {
            return Stream.concat(Stream.of(schema), schema.path("allOf").valueStream())
                    .flatMap(part -> Stream.of(part.path("oneOf"), part.path("anyOf")))
                    .filter(JsonNode::isArray)
                    .map(choice -> choice.valueStream()
                            .map(branch -> branch.path("required").path(0).asString())
                            .toList())
                    .toList();
        }

        private static boolean excluded(JsonNode schema, List<String> needed, String name) {
            return !needed.contains(name) && choices(schema).stream().anyMatch(choice -> choice.contains(name));
        }

        private Node array(JsonNode schema, int depth) {
            var items = new ArrayList<Node>();
            for (int i = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
                items.add(of(schema.path("items"), depth + 1));
            }
            return new Node.Sequence(items, NOWHERE);
        }

        private Node anything(int depth) {
            return switch (random.nextInt(depth > 12 ? 4 : 6)) {
                case 0 -> text(pick(TEXTS));
                case 1 -> scalar(pick(NUMBERS), Node.Type.NUMBER);
                case 2 -> scalar("true", Node.Type.BOOLEAN);
                case 3 -> scalar("null", Node.Type.NULL);
                case 4 -> list(text(pick(TEXTS)), anything(depth + 1));
                default -> mapping(pick(List.of("allow", "topic", "absent", "x")), anything(depth + 1));
            };
        }

        private <T> T pick(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private static Node scalar(String text, Node.Type type) {
            return new Node.Scalar(text, type, NOWHERE);
        }

        static Node node(JsonNode json) {
            if (json.isObject()) {
                return new Node.Mapping(
                        json.propertyStream()
                                .map(one -> new Node.Entry(text(one.getKey()), node(one.getValue())))
                                .toList(),
                        NOWHERE);
            }
            if (json.isArray()) {
                return new Node.Sequence(json.valueStream().map(Documents::node).toList(), NOWHERE);
            }
            var type = json.isNumber()
                    ? Node.Type.NUMBER
                    : json.isBoolean() ? Node.Type.BOOLEAN : json.isNull() ? Node.Type.NULL : Node.Type.STRING;
            return scalar(json.asString(), type);
        }
    }
}
