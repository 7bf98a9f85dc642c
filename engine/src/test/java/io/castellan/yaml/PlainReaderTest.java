package io.castellan.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReaderTest {
    private static final long SEED = 20_261_122;
    private static final int ROUNDS = 60_000;

    private static final List<String> PIECES = List.of(
            ":",
            ": ",
            ":\n",
            "-",
            "- ",
            "\n- ",
            "?",
            "{",
            "}",
            "[",
            "]",
            ",",
            ", ",
            "\n",
            "\n\n",
            " ",
            "  ",
            "\n  ",
            "\n    ",
            "#",
            " #",
            " # c\n",
            "&a ",
            "*a",
            "!",
            "|",
            ">",
            "'",
            "\"",
            "%",
            "@",
            "<<: ",
            "---\n",
            "...\n",
            "...",
            "---",
            "\\",
            "017",
            "-1",
            "1.5",
            "1e3",
            "~",
            "null",
            "true",
            "\uFEFF",
            "\t",
            "\r\n",
            "\u0085",
            "\u00A0",
            "ü",
            "\u2028",
            "😀",
            "${a}",
            "\uE000",
            "\uE001",
            "<default>",
            "a: b\n",
            "a:\n",
            "x",
            "{}",
            "[]",
            "{a: b}",
            "[a, b]",
            "/",
            ".",
            "_",
            "$");

    @Test
    void readsWhatTheParserReads() {
        int plain = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var content = new Documents(new Random(SEED + round)).mutated();
            if (agrees(content, "seed " + (SEED + round))) {
                plain++;
            }
        }
        assertThat(plain).as("documents that show something").isBetween(ROUNDS / 8, ROUNDS * 9 / 10);
    }

    /** Whether the document is plain. */
    private static boolean agrees(String content, String description) {
        var source = source(content);
        var plain = source.flatMap(PlainReader::read);
        plain.ifPresent(read -> {
            var problems = new Problems();
            Node parsed = null;
            try {
                parsed = new NodeBuilder(source.get(), problems).page().root();
            } catch (Unreadable unreadable) {
                problems.add(unreadable.problem());
            }
            assertThat(problems.sorted()).as("%s:%n%s", description, content).isEmpty();
            assertThat((Node) read).as("%s:%n%s", description, content).isEqualTo(parsed);
        });
        return plain.isPresent();
    }

    private static Optional<SourceText> source(String content) {
        try {
            return Optional.of(SourceText.decode("f.yaml", content.getBytes(StandardCharsets.UTF_8)));
        } catch (Unreadable unreadable) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b",
                "a: b # c\n",
                "# c\n\na:\n  b: 1\n\n  # c\n  c: x y  z\n",
                "a: {b: [c, 'd e', \"f\"], g: {}, h: []}\n",
                "a:\n- b\n- c: d\n  e: f\nb:\n  - {c: d}\n  -   e: f\n",
                "a: ${b}\nc: {d: ${env:E}}\n${f}: [${g}]\n",
                "User:a:\n  - {allow: [Read], topic: ü.ß}\n",
                "description: Orders, as 'accepted' by [the] shop\n",
            })
    void plainFormsNeedNoParser(String content) {
        assertThat(agrees(content, "")).as(content).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# c\n",
                "a:\n",
                "a: b\n  c\n",
                "a: b: c\n",
                "a: &b c\n",
                "a: |\n  b\n",
                "a: 'it''s'\n",
                "a: \"\\n\"\n",
                "- a\n",
                " a: b\n",
                "a: b\na: c\n",
                "---\na: b\n",
                "a: 017\n",
                "017: a\n",
                "a:\tb\n",
                "a: b\r\n",
                "a: [b,\n c]\n",
                "a: [b, ]\n",
                "a: {b}\n",
                "a: [b: c]\n",
                "\"a\": b\n",
                "<<: a\n",
                "? a\n: b\n",
                "a: !b c\n",
                "a: 😀\n",
                "a:\n  - b\n  c: d\n",
                "a:\n  - - b\n",
                "a: }\n",
                "a: @\n",
                "a: - b\n",
                "\uFEFFa: b\n",
                "a : b\n"
            })
    void everythingElseIsLeftToTheParser(String content) {
        assertThat(source(content).flatMap(PlainReader::read)).as(content).isEmpty();
    }

    /** Where this fails, a common form is missing, and loading has become slow for it. */
    @Test
    void theExamplesArePlain() throws IOException {
        try (var files = Files.walk(Path.of("../environments"))) {
            var examples =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(examples).isNotEmpty();
            for (var example : examples) {
                assertThat(agrees(Files.readString(example), example.toString()))
                        .as("%s", example)
                        .isTrue();
            }
        }
    }

    /** Random files of plain forms, with some damage. */
    private record Documents(Random random) {
        String mutated() {
            var text = new StringBuilder();
            mapping(text, 0, 1 + random.nextInt(4), "");
            for (int i = random.nextInt(6) / 2; i > 0; i--) {
                int at = random.nextInt(text.length() + 1);
                int removed = Math.min(text.length() - at, random.nextInt(3));
                text.replace(at, at + removed, random.nextInt(4) == 0 ? "" : pick(PIECES));
            }
            return text.toString();
        }

        private void mapping(StringBuilder text, int indent, int size, String first) {
            for (int i = 0; i < size; i++) {
                text.append(i == 0 && !first.isEmpty() ? first : " ".repeat(indent))
                        .append(scalar())
                        .append(i)
                        .append(':');
                blockValue(text, indent);
            }
        }

        private void blockValue(StringBuilder text, int indent) {
            int form = indent > 8 ? 0 : random.nextInt(5);
            if (form < 3) {
                text.append(' ').append(value(0)).append(end());
                return;
            }
            text.append(end());
            int deeper = indent + random.nextInt(3) + (form == 3 ? 1 : 0);
            if (form == 3) {
                mapping(text, deeper, 1 + random.nextInt(3), "");
                return;
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                var hyphen = " ".repeat(deeper) + "- " + (random.nextInt(9) == 0 ? " " : "");
                if (random.nextBoolean()) {
                    text.append(hyphen).append(value(0)).append(end());
                } else {
                    mapping(text, hyphen.length(), 1 + random.nextInt(2), hyphen);
                }
            }
        }

        private String end() {
            return switch (random.nextInt(12)) {
                case 0 -> " # c: ü\n";
                case 1 -> "\n\n";
                case 2 -> "  \n   # c\n";
                default -> "\n";
            };
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 2 ? 5 : 8)) {
                case 0 -> '"' + scalar() + ' ' + scalar() + '"';
                case 1 -> "'" + scalar() + "'";
                case 2 -> scalar() + ' ' + scalar();
                case 5 -> "{" + scalar() + ": " + value(depth + 1) + (random.nextBoolean() ? "" : ", b: c") + "}";
                case 6 -> "[" + value(depth + 1) + (random.nextBoolean() ? "" : " ,  " + value(depth + 1)) + " ]";
                default -> scalar();
            };
        }

        private String scalar() {
            return pick(List.of(
                    "a",
                    "User:x",
                    "1",
                    "-2.5",
                    "true",
                    "~",
                    "7d",
                    "team-1.orders_v1",
                    "${v}",
                    "a${v}b",
                    "null",
                    "ü",
                    "x#y",
                    "it's"));
        }

        private <T> T pick(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }
    }
}
