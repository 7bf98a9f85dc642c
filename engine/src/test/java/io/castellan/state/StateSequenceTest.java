package io.castellan.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Registry;
import io.castellan.resource.acl.AclRoom;
import io.castellan.resource.topic.TopicRoom;
import io.castellan.resource.user.UserRoom;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One state after another of any files: each is what it is to a loader that knows none of those before. */
class StateSequenceTest {
    private static final int CASES = Integer.getInteger("castellan.state.cases", 60);
    private static final int STEPS = 12;
    private static final long SEED = Long.getLong("castellan.state.seed", 20_261_122L);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final SchemaValidator SCHEMAS = new SchemaValidator();
    private static final List<String> PATHS = List.of("a.yaml", "b.yaml", "c.yaml");
    private static final List<String> TOPICS = List.of("t.a", "t_a", "t.b", "u.c", "u_c", "v");

    private final Random random = new Random();
    private int withErrors;
    private int without;

    private static StateLoader loader() {
        return new StateLoader(
                new Registry(List.of(TopicRoom.room(), AclRoom.room(), UserRoom.room())), SCHEMAS::validate);
    }

    @Test
    void whatCameBeforeMakesNoDifference() {
        for (int i = 0; i < CASES; i++) {
            random.setSeed((SEED + i) * 0x9E3779B97F4A7C15L); // else all begin alike
            var loader = loader();
            var texts = new TreeMap<String, String>();
            for (int step = 0; step < STEPS; step++) {
                change(texts);
                check(loader, texts, "seed " + (SEED + i) + ", step " + step + ": " + texts);
            }
        }
        assertThat(withErrors).isGreaterThan(CASES);
        assertThat(without).isGreaterThan(CASES);
    }

    private void check(StateLoader loader, TreeMap<String, String> texts, String shown) {
        var files = new TreeMap<String, byte[]>();
        texts.forEach((path, text) -> files.put("environments/dev/" + path, text.getBytes(StandardCharsets.UTF_8)));
        var found = new Problems();
        var expected = new Problems();

        var state = loader.load("environments/dev", new SourceFiles(files, Origin.folder()), NOW, found)
                .orElseThrow();
        var anew = loader().load("environments/dev", new SourceFiles(files, Origin.folder()), NOW, expected)
                .orElseThrow();

        assertThat(said(found)).as(shown).isEqualTo(said(expected));
        assertThat(new ArrayList<>(state.declarations().all().entrySet()))
                .as(shown)
                .isEqualTo(new ArrayList<>(anew.declarations().all().entrySet()));
        assertThat(state.environment()).as(shown).isEqualTo(anew.environment());
        withErrors += expected.hasErrors() ? 1 : 0;
        without += expected.hasErrors() ? 0 : 1;
    }

    private static List<String> said(Problems problems) {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private void change(TreeMap<String, String> texts) {
        if (texts.isEmpty() || random.nextInt(12) == 0) {
            texts.put(
                    "environment.yaml",
                    "apiVersion: castellan/v1\nenvironment: dev\ncluster: {sandbox: {brokers: 1}}\nvariables: {v: "
                            + random.nextInt(3) + "}\n"
                            + (random.nextInt(4) == 0
                                    ? ""
                                    : "defaults: {topics: {partitions: " + random.nextInt(3) + "}}\n"));
        }
        var path = PATHS.get(random.nextInt(PATHS.size()));
        var before = texts.get(path);
        switch (before == null ? 3 : random.nextInt(8)) {
            case 0 -> texts.remove(path);
            case 1 -> texts.put(path, before.replace("absent: true, reason: gone", "partitions: 3"));
            case 2 -> texts.put(path, before.replaceFirst("partitions: 3", "partitions: 4"));
            case 3, 4 -> texts.put(path, file());
            case 5 -> texts.put(path, before.replaceFirst("partitions: \\d", "absent: true, reason: gone"));
            case 6 -> texts.put(path, before.replaceFirst("t\\.a:", "t_a:"));
            default -> texts.put(path, before.replaceFirst("partitions: 2", "partitions: 3"));
        }
    }

    private String file() {
        var text = new StringBuilder("topics:\n");
        TOPICS.stream()
                .filter(name -> random.nextInt(5) == 0)
                .forEach(name -> text.append("  ")
                        .append(name)
                        .append(": {")
                        .append(
                                switch (random.nextInt(8)) {
                                    case 0 -> "absent: true, reason: gone";
                                    case 1 -> "partitions: \"${v}\"";
                                    case 2 -> "partitions: \"${w}\"";
                                    default -> "partitions: " + (2 + random.nextInt(3));
                                })
                        .append("}\n"));
        if (text.length() < 10) {
            text.append("  {}\n");
        }
        if (random.nextInt(4) == 0) {
            text.append("grants:\n  User:p:\n    produce: {topics: [{name: t")
                    .append(random.nextInt(2))
                    .append("}]}\n");
        }
        return text.toString();
    }
}
