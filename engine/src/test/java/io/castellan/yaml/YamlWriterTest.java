package io.castellan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
    private static final long SEED = 20_261_121;

    @Test
    void writesWhatAPersonWouldWrite() {
        var orders = YamlValue.entries()
                .put("partitions", 24)
                .put("config", YamlValue.entries().put("retention.ms", "7d").put("cleanup.policy", "delete"))
                .put("description", "all orders: new and old");
        var payments = YamlValue.items(List.of(
                YamlValue.entries()
                        .put("allow", YamlValue.texts(List.of("Read", "Describe")))
                        .put("topic", "payments.")
                        .put("patternType", "prefixed")
                        .build(),
                YamlValue.entries()
                        .put("deny", YamlValue.texts(List.of("All")))
                        .put("topic", "*")
                        .build()));
        var grant = YamlValue.entries()
                .put(
                        "topics",
                        YamlValue.items(
                                List.of(YamlValue.entries().put("name", "a").build())));
        var text = YamlWriter.write(YamlValue.entries()
                .put(
                        "topics",
                        YamlValue.entries()
                                .put("payments.orders.v1", orders)
                                .comment("found without an owner\n\nask payments")
                                .put("017", YamlValue.entries().put("partitions", 1))
                                .put("no", YamlValue.entries()))
                .comment("from the live cluster")
                .put("acls", YamlValue.entries().put("User:payments-service", payments))
                .put(
                        "grants",
                        YamlValue.entries()
                                .put("User:billing", YamlValue.entries().put("consume", grant)))
                .put("users", YamlValue.entries())
                .put("quotas", YamlValue.items(List.of()))
                .build());

        assertThat(text).isEqualTo("""
                        topics:
                          payments.orders.v1:
                            partitions: 24
                            config: {retention.ms: 7d, cleanup.policy: delete}
                            description: "all orders: new and old"
                          # found without an owner
                          #
                          # ask payments
                          "017": {partitions: 1}
                          "no": {}

                        # from the live cluster
                        acls:
                          User:payments-service:
                            - {allow: [Read, Describe], topic: payments., patternType: prefixed}
                            - {deny: [All], topic: "*"}

                        grants:
                          User:billing:
                            consume:
                              topics:
                                - {name: a}

                        users: {}

                        quotas: []
                        """);
    }

    @Test
    void whatDoesNotFitOnALineStandsOnSeveral() {
        var names = IntStream.range(0, 30).mapToObj(i -> "topic-" + i).toList();
        var item = YamlValue.entries()
                .put("first", "a".repeat(60))
                .put("second", "b".repeat(60))
                .build();
        var text = YamlWriter.write(YamlValue.entries()
                .put("list", YamlValue.texts(names))
                .put("items", YamlValue.items(List.of(item)))
                .build());

        assertThat(text)
                .startsWith("list:\n  - topic-0\n  - topic-1\n")
                .contains("items:\n  - first: aaa")
                .contains("\n    second: bbb");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a ",
                " a",
                "12",
                "-1",
                "1e3",
                "017",
                "0x1F",
                "1_000",
                ".5",
                "12:30",
                ".inf",
                "true",
                "False",
                "null",
                "~",
                "no",
                "YES",
                "on",
                "y",
                "a: b",
                "a:",
                "a #b",
                "#a",
                "- a",
                "-",
                "--- a",
                "...",
                "? a",
                "*a",
                "&a",
                "!a",
                "|",
                ">",
                "'a'",
                "\"a\"",
                "%a",
                "@a",
                "`a`",
                "{a}",
                "[a]",
                "a, b",
                "${large}",
                "${env:X}",
                "a\nb",
                "a\r\nb",
                "\t",
                "a\tb",
                "\u0000\u0007",
                "\u0085\u2028\u2029\uFEFF\u202E",
                "😀",
                "ä",
                "\\",
                "\\n",
                "it's",
                "=",
                "<<",
                "<default>",
                "User:CN=a,OU=b",
                "a  b",
                "4.4.0",
                "b1.prod:9093",
                "2026-12-01T00:00Z",
                "a\u00A0b",
                "\uE000",
                "--",
                "0.0.0.0/0",
                "payments.",
                "*"
            })
    void anyTextReadsBackTheSameAsValueAndAsName(String text) {
        var written = YamlWriter.write(YamlValue.entries()
                .put("value", text)
                .put("list", YamlValue.texts(List.of(text, text)))
                .put(text + "!", YamlValue.entries().put(text, text))
                .put(
                        "names",
                        YamlValue.entries()
                                .put(text, 1)
                                .put("m", YamlValue.entries().put(text, true)))
                .build());

        var expected = new LinkedHashMap<String, Object>();
        expected.put("value", text);
        expected.put("list", List.of(text, text));
        expected.put(text + "!", Map.of(text, text));
        expected.put("names", Map.of(text, new BigDecimal(1), "m", Map.of(text, true)));
        assertThat(read(written)).as(written).isEqualTo(expected);
    }

    @Test
    void whateverIsWrittenReadsBackTheSameInTheSameOrder() {
        for (long seed = SEED; seed < SEED + 2_000; seed++) {
            var random = new Random(seed);
            var expected = new LinkedHashMap<String, Object>();
            var file = entries(random, 4, expected);

            var written = YamlWriter.write(file);

            assertThat(read(written)).as("seed %d%n%s", seed, written).isEqualTo(expected);
            assertThat(read(written).toString())
                    .as("seed %d%n%s", seed, written)
                    .isEqualTo(expected.toString());
        }
    }

    @Test
    void refusesWhatCouldNotBeReadBack() {
        assertThatThrownBy(() -> YamlValue.text("\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> YamlWriter.write(
                        YamlValue.entries().put("n".repeat(501), 1).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static YamlValue.Entries entries(Random random, int depth, Map<String, Object> expected) {
        var builder = YamlValue.entries();
        for (int i = random.nextInt(5); i > 0; i--) {
            var name = text(random);
            if (!expected.containsKey(name)) {
                var holder = new ArrayList<Object>();
                if (random.nextInt(8) == 0) {
                    builder.comment(text(random).replaceAll("[^ -~\n]", "?"));
                }
                builder.put(name, value(random, depth - 1, holder));
                expected.put(name, holder.get(0));
            }
        }
        return builder.build();
    }

    private static YamlValue value(Random random, int depth, List<Object> expected) {
        switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> {
                long number = random.nextLong();
                expected.add(new BigDecimal(number));
                return YamlValue.number(number);
            }
            case 1 -> {
                boolean truth = random.nextBoolean();
                expected.add(truth);
                return YamlValue.truth(truth);
            }
            case 4 -> {
                var inner = new LinkedHashMap<String, Object>();
                expected.add(inner);
                return entries(random, depth, inner);
            }
            case 5 -> {
                var inner = new ArrayList<Object>();
                var items = new ArrayList<YamlValue>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(random, depth - 1, inner));
                }
                expected.add(inner);
                return YamlValue.items(items);
            }
            default -> {
                var text = text(random);
                expected.add(text);
                return YamlValue.text(text);
            }
        }
    }

    private static String text(Random random) {
        var alphabet = "aZ09 .:#-?,[]{}&*!|>'\"%@`=~\\/\n\t\r<$_äß\u0001\u2028\uFEFF😀";
        int[] points = alphabet.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 40 : 6); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private static Object read(String text) {
        var problems = new Problems();
        var root = YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8), problems);
        assertThat(problems.sorted()).as(text).isEmpty();
        return plain(root.orElseThrow());
    }

    private static Object plain(Node node) {
        return node.fold(
                scalar -> switch (scalar.type()) {
                    case STRING -> scalar.text();
                    case NUMBER -> new BigDecimal(scalar.text());
                    case BOOLEAN -> Boolean.valueOf(scalar.text());
                    case NULL -> "(null)";
                },
                sequence -> sequence.items().stream().map(YamlWriterTest::plain).toList(),
                mapping -> {
                    var map = new LinkedHashMap<String, Object>();
                    mapping.entries().forEach(entry -> map.put(entry.key().text(), plain(entry.value())));
                    return map;
                });
    }
}
