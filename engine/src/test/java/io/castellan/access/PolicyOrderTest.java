package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.model.Node;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order in which a policy is written means nothing, and no text breaks its reader. */
class PolicyOrderTest {
    private static final long SEED = Long.getLong("castellan.test.seed", 20261121L);
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ", ",
            "\n",
            "  ",
            "- ",
            "null",
            "0",
            "-1",
            "99999999999999999999",
            "true",
            "''",
            "\"\\u0430\"",
            "\u0430",
            "\u202e",
            "*a",
            "&a ",
            "key/",
            "system:timer",
            "email:",
            "dev",
            "admin",
            "${env:X}",
            "2026-02-30",
            "9999-12-31",
            "0000-01-01T00:00",
            "freeze",
            "prod: ",
            "~",
            "😀",
            "\u0000",
            "!!binary ");

    private final Random random = new Random(SEED);

    @Test
    void inWhateverOrderItIsWrittenItIsTheSamePolicy() {
        var root = YamlReader.read("example", Policies.example().getBytes(StandardCharsets.UTF_8), new Problems())
                .orElseThrow();
        var policy = Policies.policy(Policies.example(), Policies.ENVIRONMENTS);
        for (int round = 0; round < 200; round++) {
            var shuffled = shuffled(root, "");

            assertThat(Policies.policy(shuffled, Policies.ENVIRONMENTS))
                    .as("seed " + SEED + ", round " + round + "\n" + shuffled)
                    .isEqualTo(policy);
        }
    }

    /** As flow YAML; the order of the pipeline is the one that means something. */
    private String shuffled(Node node, String key) {
        return node.fold(
                scalar -> scalar.type() == Node.Type.STRING
                        ? "\"" + scalar.text().replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                        : scalar.text(),
                sequence -> {
                    var items = new ArrayList<>(sequence.items().stream()
                            .map(item -> shuffled(item, ""))
                            .toList());
                    if (!key.equals("pipeline")) {
                        Collections.shuffle(items, random);
                    }
                    return "[" + String.join(", ", items) + "]";
                },
                mapping -> {
                    var entries = new ArrayList<>(mapping.entries());
                    Collections.shuffle(entries, random);
                    return entries.stream()
                            .map(entry -> "\"" + entry.key().text() + "\": "
                                    + shuffled(entry.value(), entry.key().text()))
                            .collect(Collectors.joining(", ", "{", "}"));
                });
    }

    @Test
    void whateverIsWrittenTheAnswerIsAPolicyOrWhatIsWrongWithIt() {
        var example = Policies.example();
        int policies = 0;
        for (int round = 0; round < 4000; round++) {
            var text = damaged(example);
            try {
                var read = Policies.read(text, Policies.ENVIRONMENTS);
                boolean wrong = read.problems().stream().anyMatch(Problem::isError);
                assertThat(read.policy().isEmpty()).as(text).isEqualTo(wrong);
                assertThat(read.problems())
                        .allSatisfy(problem -> assertThat(problem.place()).isPresent());
                policies += wrong ? 0 : 1;
            } catch (RuntimeException e) {
                fail("seed " + SEED + ", round " + round + "\n" + text, e);
            }
        }
        assertThat(policies).as("texts that are still policies").isBetween(1, 3999);
    }

    private String damaged(String text) {
        var damaged = new StringBuilder(text);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int from = random.nextInt(damaged.length());
            int to = Math.min(damaged.length(), from + random.nextInt(12));
            damaged.replace(from, to, random.nextBoolean() ? PIECES.get(random.nextInt(PIECES.size())) : "");
        }
        return damaged.toString();
    }
}
