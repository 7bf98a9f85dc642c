package io.castellan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is done to a valid file, the answer is nodes and problems, never an exception. */
class YamlFuzzTest {
    private static final long SEED = 20_261_121;
    private static final int ROUNDS = 20_000;

    private static final List<String> FILES = List.of("""
            # environments/prod/payments.yaml
            topics:
              payments.orders.v1:
                partitions: ${large}
                config: {retention.ms: 7d, retention.bytes: 50GiB, cleanup.policy: delete}
                owner: payments
                labels: {a: ${b}, c: [${env:D}]}
              payments.legacy: {absent: true, reason: replaced by payments.orders.v1}
            acls:
              User:payments-service:
                - {allow: [Read, Describe], topic: payments., patternType: prefixed}
            quotas:
              - {user: billing, producer_byte_rate: 5MiB, consumer_byte_rate: 10MiB}
            """, """
            \uFEFF---
            base: &base
              a: "double \\u00e4 \\x41 \\n"
              b: 'single ''quoted'''
            use: *base
            folded: >-
              one
              two

            literal: |2
                three
            ? complex
            : value
            list:
            - 1
            - - 2.5
              - ~
            - {k: [v, {w: x}]}
            ...
            """, "a: b\r\nc: [1, 2,\r\n 3]\r\n😀: {ü: \"ß\"}\r\n");

    private static final List<String> PIECES = List.of(
            ":",
            ": ",
            "-",
            "- ",
            "?",
            "? ",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "  ",
            "#",
            " #",
            "&a",
            "*a",
            "!",
            "!!str ",
            "|",
            ">",
            "'",
            "\"",
            "%",
            "@",
            "`",
            "<<: ",
            "---\n",
            "...\n",
            "\\",
            "\\u",
            "\\ud83d",
            "017",
            "1e3",
            "~",
            "\uFEFF",
            "\u0000",
            "\u0085",
            "\u2028",
            "😀",
            "%YAML 1.3\n",
            "%TAG ! x\n",
            "&",
            "*",
            "|9",
            ">+",
            "\"\\",
            "{?",
            "[:");

    @Test
    void mutatedFilesAreAnsweredWithProblems() {
        for (int round = 0; round < ROUNDS; round++) {
            var random = new Random(SEED + round);
            var content = mutated(random);
            var problems = new Problems();
            try {
                var root = YamlReader.read("f.yaml", content, problems);
                assertThat(root.isPresent() || problems.hasErrors()).isTrue();
                root.ifPresent(node -> wellPlaced(node, new String(content, StandardCharsets.UTF_8)));
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                fail("seed %d: %s".formatted(SEED + round, new String(content, StandardCharsets.UTF_8)), e);
            }
        }
    }

    private static byte[] mutated(Random random) {
        var text = new StringBuilder(FILES.get(random.nextInt(FILES.size())));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end));
                case 2 -> text.setLength(Math.max(1, at));
                default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(10) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Every span lies in the file, holds its children, and begins where its place says. */
    private static void wellPlaced(Node root, String file) {
        int length = file.codePointCount(0, file.length());
        var places = new ArrayList<Node.Span>();
        collect(root, places);
        for (var span : places) {
            assertThat(span.from()).isBetween(0, length);
            assertThat(span.to()).isBetween(span.from(), length);
            assertThat(span.place()).isEqualTo(place(file, span.from()));
        }
    }

    private static void collect(Node node, List<Node.Span> spans) {
        spans.add(node.span());
        node.asSequence().ifPresent(sequence -> sequence.items().forEach(item -> collect(item, spans)));
        node.asMapping()
                .ifPresent(mapping -> mapping.entries().forEach(entry -> {
                    spans.add(entry.key().span());
                    collect(entry.value(), spans);
                }));
    }

    private static Place place(String file, int codePoint) {
        int line = 1;
        int column = 1;
        int[] points = file.codePoints().toArray();
        for (int i = 0; i < codePoint; i++) {
            if (points[i] == '\n' || points[i] == '\r' && (i + 1 == points.length || points[i + 1] != '\n')) {
                line++;
                column = 1;
            } else if (points[i] != 0xFEFF) {
                column++;
            }
        }
        return new Place("f.yaml", line, column);
    }
}
