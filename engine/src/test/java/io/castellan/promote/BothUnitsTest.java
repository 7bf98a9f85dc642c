package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.environment.Promotion;
import io.castellan.model.Declared;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.promote.TextMove.Folder;
import io.castellan.state.State;
import io.castellan.state.StateLoader;
import io.castellan.yaml.KnownPages;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Files of any two environments, many of them the same in both: what is not looked into makes no difference. */
class BothUnitsTest {
    private static final int CASES = Integer.getInteger("castellan.promote.cases", 300);
    private static final long SEED = Long.getLong("castellan.promote.seed", 20_261_122L);
    private static final List<String> PATHS = List.of("a.yaml", "b.yaml", "team/c.yml", "team/d.yaml", "notes.txt");
    private static final List<String> TOPICS = List.of("t.a", "t_a", "t.b", "u.c", "\"u.d\"", "'v'", "w-1");

    private final Random random = new Random();
    private int compared;
    private int shortcuts;

    @Test
    void whatDiffersAndWhatIsMovedIsTheSameAsIfAllFilesHadBeenLookedInto() {
        for (int i = 0; i < CASES; i++) {
            random.setSeed((SEED + i) * 0x9E3779B97F4A7C15L); // else all begin alike
            try {
                check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + (SEED + i) + ": " + e.getMessage(), e);
            }
        }
        assertThat(compared).isGreaterThan(CASES / 4);
        assertThat(shortcuts).isGreaterThan(CASES / 10).isLessThan(compared);
    }

    private void check() {
        var topicsOnly = random.nextBoolean();
        var dev = new TreeMap<String, String>();
        var prod = new TreeMap<String, String>();
        for (var path : PATHS) {
            var same = file(topicsOnly);
            switch (random.nextInt(6)) {
                case 0 -> dev.put(path, same);
                case 1 -> prod.put(path, same);
                case 2, 3 -> {
                    dev.put(path, same);
                    prod.put(path, same);
                }
                case 4 -> {
                    dev.put(path, same);
                    prod.put(path, same.replace("partitions: 2", "partitions: 5"));
                }
                default -> {
                    dev.put(path, same);
                    prod.put(path, file(topicsOnly));
                }
            }
        }
        var from = folder("dev", dev);
        var to = folder("prod", prod);
        var source = load(TwoEnvironments.loader(), from);
        var target = load(TwoEnvironments.loader(), to);
        if (source.isEmpty() || target.isEmpty()) {
            return;
        }
        compared++;
        var all = BothUnits.read(TwoEnvironments.REGISTRY, from, to, YamlReader::page, new Problems());
        var lessFrom = unlike(from, to);
        var lessTo = unlike(to, from);
        var pages = new KnownPages();
        var some = BothUnits.read(TwoEnvironments.REGISTRY, lessFrom, lessTo, pages, new Problems());
        if (!some.holdOnlyUnique(TwoEnvironments.REGISTRY)) {
            return;
        }
        shortcuts += some.source().pages().size() < all.source().pages().size() ? 1 : 0;
        var loader = TwoEnvironments.loader().only(some.names(), pages);
        var lessOfSource = load(loader, lessFrom).orElseThrow();
        var lessOfTarget = load(loader, lessTo).orElseThrow();

        var expected = candidates(all, source.get(), target.get());

        assertThat(candidates(some, lessOfSource, lessOfTarget)).isEqualTo(expected);
        var ids = expected.stream().map(Candidate::unit).toList();
        ids.forEach(id -> {
            assertThat(some.source().digest(id)).isEqualTo(all.source().digest(id));
            assertThat(some.source().places(id)).isEqualTo(all.source().places(id));
            assertThat(some.target().digest(id)).isEqualTo(all.target().digest(id));
            assertThat(some.target().places(id)).isEqualTo(all.target().places(id));
        });
        var selected = ids.stream().filter(id -> random.nextInt(3) > 0).toList();
        assertThat(move(loader, some, lessTo, selected)).isEqualTo(move(TwoEnvironments.loader(), all, to, selected));
    }

    private String file(boolean topicsOnly) {
        var text = new StringBuilder();
        if (random.nextInt(8) > 0) {
            text.append("# Ours\ntopics:\n");
            TOPICS.stream()
                    .filter(name -> random.nextInt(topicsOnly ? 6 : 14) == 0)
                    .forEach(name -> {
                        text.append(random.nextBoolean() ? "  # why\n  " : "  ").append(name);
                        text.append(
                                random.nextInt(8) == 0
                                        ? ": {absent: true, reason: gone}\n"
                                        : ": {partitions: " + (2 + random.nextInt(2))
                                                + (random.nextBoolean() ? "}\n" : ", owner: o}\n"));
                    });
            if (text.toString().endsWith("topics:\n")) {
                text.append("  {}\n");
            }
        }
        if (!topicsOnly && random.nextBoolean()) {
            text.append("grants:\n  User:p:\n    consume:\n      topics: [{name: t")
                    .append(random.nextInt(3));
            text.append("}]\n      groups: [{prefix: g}]\n");
        }
        if (!topicsOnly && random.nextBoolean()) {
            text.append("acls:\n  User:q:\n    - {allow: [Read], topic: r")
                    .append(random.nextInt(2))
                    .append("}\n");
        }
        return text.toString();
    }

    private static Folder folder(String name, Map<String, String> texts) {
        var path = "environments/" + name;
        var files = new TreeMap<String, byte[]>();
        texts.forEach((file, text) -> files.put(path + "/" + file, text.getBytes(StandardCharsets.UTF_8)));
        files.put(
                path + "/environment.yaml",
                ("apiVersion: castellan/v1\nenvironment: " + name + "\ncluster: {sandbox: {brokers: 1}}\n")
                        .getBytes(StandardCharsets.UTF_8));
        return new Folder(path, new SourceFiles(files, Origin.folder()));
    }

    /** Without what the other one has at the same path with the same content. */
    private static Folder unlike(Folder one, Folder other) {
        var files = new TreeMap<String, byte[]>();
        var same = new HashSet<String>();
        one.files().files().forEach((file, content) -> {
            var path = file.substring(one.path().length() + 1);
            if (Arrays.equals(content, other.files().files().get(other.path() + "/" + path))) {
                same.add(path);
            } else {
                files.put(file, content);
            }
        });
        return new Folder(one.path(), new SourceFiles(files, Origin.folder()), same);
    }

    private static Optional<State> load(StateLoader loader, Folder folder) {
        var problems = new Problems();
        var state = loader.load(folder.path(), folder.files(), TwoEnvironments.NOW, problems);
        return state.filter(read -> !problems.hasErrors());
    }

    /** As if all of the source was applied, and the target has what it has from there or not. */
    private static List<Candidate> candidates(BothUnits units, State source, State target) {
        var declared = source.declarations().all().values().toArray(Declared<?>[]::new);
        var there = target.declarations().all().values().toArray(Declared<?>[]::new);
        var applied = new WrittenRecord("dev")
                .applied("", there)
                .applied("t.a", declared)
                .read();
        var here = new WrittenRecord("prod").applied("t.b", there).read();
        var rule = new EvidenceRule(
                new Promotion("dev", Duration.ZERO),
                applied,
                here,
                WrittenRecord.START.plus(Duration.ofDays(1)),
                Optional::empty);
        return new Candidates(rule, applied, here).between(units, source.declarations(), target.declarations());
    }

    /** The files as text, with what was moved, or why nothing was. */
    private static Object move(StateLoader loader, BothUnits units, Folder target, List<UnitId> selected) {
        try {
            var moved = new TextMove(TwoEnvironments.REGISTRY, loader)
                    .move(units.source(), units.target(), target, selected, TwoEnvironments.NOW);
            var texts = new HashMap<String, Object>();
            moved.files().forEach((file, content) -> texts.put(file, TwoEnvironments.text(content)));
            texts.put("moved", moved.units());
            return texts;
        } catch (Failure failure) {
            return failure.problems().stream().map(Problem::toString).collect(Collectors.toCollection(ArrayList::new));
        }
    }
}
