package io.castellan.bench;

import io.castellan.bench.Runs.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The cases of docs/benchmarks.md. */
public final class Bench {
    private final Path home;
    private final Path work;
    private final int rounds;

    private Bench(Path home, int rounds) {
        this.home = home;
        this.work = home.resolve("bench/target");
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new Bench(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        var sizes = Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray();
        System.out.println(Runtime.getRuntime().availableProcessors() + " processors, Java "
                + System.getProperty("java.runtime.version") + ", load " + load());
        switch (arguments.length > 2 ? arguments[2] : "all") {
            case "plan" -> bench.plan(sizes[0], sizes[1], sizes[0] > 1_000 ? 1.2 : 1.0);
            case "create" -> bench.create(sizes[0], sizes[1]);
            case "start" -> bench.start(sizes[0]);
            case "record" -> new LongHistory(bench, bench.work.resolve("record"), sizes[0], sizes[1]).hold(bench.rounds);
            case "all" -> {
                bench.plan(1_000, 0, 1.0);
                bench.plan(10_000, 50_000, 1.2);
                bench.create(1_000, 5_000);
                bench.start(10_000);
                new LongHistory(bench, bench.work.resolve("record"), 5_000, 10_000).hold(bench.rounds);
            }
            default -> throw new IllegalArgumentException("plan, create, start or record, not " + arguments[2]);
        }
    }

    /** What else the machine does. */
    static String load() throws IOException {
        var file = Path.of("/proc/loadavg");
        return Files.isReadable(file) ? Files.readString(file).replaceAll("^(\\S+ \\S+).*\\s*$", "$1") : "unknown";
    }

    private void plan(int topics, int rules, double goal) throws Exception {
        var size = topics + " topics, " + rules + " rules";
        try (var ground = Ground.prepare(work.resolve("plan"), topics)) {
            ground.declare(0, topics, rules, 0);
            seed(ground);
            warm(ground);
            reads("plan, nothing to do, " + size, ground).hold(rounds, goal);
            ground.declare(0, topics, rules, topics / 100);
            reads("plan, 1 % changed, " + size, ground).hold(rounds, goal);
            ground.declare(20, topics, rules, 0);
            reads("plan, 20 deletions, " + size, ground).hold(rounds, goal);
        }
    }

    private Contest reads(String title, Ground ground) {
        return new Contest(title)
                .with("floor", () -> floor(ground, false, "read"))
                .with("floor, archive and launcher's flags", () -> floor(ground, true, "read"))
                .with("castellan, no archive", () -> castellan(ground, false, "plan", Ground.ENVIRONMENT))
                .with("castellan", () -> castellan(ground, true, "plan", Ground.ENVIRONMENT));
    }

    private void create(int topics, int rules) throws Exception {
        try (var ground = Ground.prepare(work.resolve("create"), topics)) {
            ground.declare(0, 10, 10, 0);
            seed(ground);
            warm(ground);
            ground.declare(0, topics, 0, 0);
            writes("create " + topics + " topics", ground, "topics", topics).hold(rounds, 1.5);
            ground.clear();
            ground.declare(0, 0, rules, 0);
            writes("create " + rules + " rules", ground, "acls", rules).hold(rounds, 1.5);
        }
    }

    private Contest writes(String title, Ground ground, String what, int count) {
        var number = String.valueOf(count);
        return new Contest(title)
                .with("floor", () -> cleared(ground, () -> floor(ground, false, what, number)))
                .with("floor, archive and launcher's flags", () -> cleared(ground, () -> floor(ground, true, what, number)))
                .with(
                        "castellan, no archive",
                        () -> cleared(ground, () -> castellan(ground, false, "apply", Ground.ENVIRONMENT, "--yes")))
                .with(
                        "castellan",
                        () -> cleared(ground, () -> castellan(ground, true, "apply", Ground.ENVIRONMENT, "--yes")));
    }

    private static Run cleared(Ground ground, java.util.concurrent.Callable<Run> run) throws Exception {
        ground.clear();
        return run.call();
    }

    private void start(int topics) throws Exception {
        try (var ground = Ground.prepare(work.resolve("start"), topics)) {
            ground.declare(0, topics, 0, 0);
            seed(ground);
            warm(ground);
            new Contest("start and validate, " + topics + " topics; the plan is the measure")
                    .with("plan", () -> castellan(ground, true, "plan", Ground.ENVIRONMENT))
                    .with("--version", () -> castellan(ground, true, "--version"))
                    .with("validate", () -> castellan(ground, true, "validate", Ground.ENVIRONMENT))
                    .hold(rounds, 0.25);
        }
    }

    /** Thousands of new partitions keep a small broker busy for longer than an apply waits for them; then the rest is applied again. */
    private void seed(Ground ground) throws Exception {
        for (int attempt = 1; run(ground.root(), true, "apply", Ground.ENVIRONMENT, "--yes").exit() != 0; attempt++) {
            if (attempt == 10) {
                throw new IllegalStateException("the state cannot be applied");
            }
        }
    }

    /** Runs each command until its archive is made, which the launcher does in the background. */
    private void warm(Ground ground) throws Exception {
        warm(
                ground.root(),
                List.of("--version"),
                List.of("validate", Ground.ENVIRONMENT),
                List.of("plan", Ground.ENVIRONMENT),
                List.of("apply", Ground.ENVIRONMENT, "--yes"));
        warmFloor(ground.root(), Floor.class, ground.properties().toString(), "read");
    }

    @SafeVarargs
    final void warm(Path root, List<String>... commands) throws Exception {
        var archives = cache();
        for (var command : commands) {
            run(root, true, command.toArray(String[]::new)).require(0);
            var word = command.get(0).startsWith("-") ? "options" : command.get(0);
            Wait.within(60_000, 1000, () -> known(archives, word));
        }
    }

    void warmFloor(Path root, Class<?> program, String... arguments) throws Exception {
        var classes = work.resolve(program.getSimpleName() + ".classes");
        java(root, List.of("-XX:DumpLoadedClassList=" + classes), program, arguments).require(0);
        Runs.run(
                work,
                Map.of(),
                List.of(
                        javaProgram(),
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + archive(program),
                        "-cp",
                        classPath()))
                .require(0);
    }

    private static boolean known(Path cache, String command) throws IOException {
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (var files = Files.list(cache)) {
            for (var file : files.filter(one -> one.toString().endsWith(".commands")).toList()) {
                if (Files.readAllLines(file).contains(command)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The launcher's cache of these runs only. */
    private Path cache() {
        return work.resolve("cache/castellan");
    }

    private Path archive(Class<?> program) {
        return work.resolve(program.getSimpleName() + ".jsa");
    }

    private Run castellan(Ground ground, boolean archive, String... arguments) throws IOException, InterruptedException {
        return run(ground.root(), archive, arguments).require(0);
    }

    Run run(Path root, boolean archive, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(home.resolve("castellan").toString()));
        command.addAll(List.of(arguments));
        return Runs.run(
                        root,
                        Map.of(
                                "CASTELLAN_ARCHIVE", archive ? "on" : "off",
                                "CASTELLAN_TRAFFIC", "on",
                                "XDG_CACHE_HOME", work.resolve("cache").toString()),
                        command);
    }

    private Run floor(Ground ground, boolean archive, String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(ground.properties().toString()));
        all.addAll(List.of(arguments));
        return floor(ground.root(), archive, Floor.class, all.toArray(String[]::new));
    }

    Run floor(Path root, boolean archive, Class<?> program, String... arguments) throws IOException, InterruptedException {
        return java(
                        root,
                        archive
                                ? List.of(
                                        "-XX:SharedArchiveFile=" + archive(program),
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "-XX:-UsePerfData")
                                : List.of(),
                        program,
                        arguments)
                .require(0);
    }

    private Run java(Path root, List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(javaProgram()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        command.addAll(List.of(arguments));
        return Runs.run(root, Map.of(), command);
    }

    private static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Kafka's client, JGit and what they need, without a binding for their logs; our own classes last, in a jar for the archive's sake. */
    private String classPath() {
        var lib = home.resolve("engine/target/lib");
        try (var jars = Files.list(lib)) {
            var needed = new ArrayList<>(jars.map(Path::toString)
                    .filter(jar -> jar.matches(".*/(kafka-clients|slf4j-api|lz4-java|snappy-java|zstd-jni|org.eclipse.jgit|JavaEWAH|commons-codec)-[^/]*"))
                    .sorted()
                    .toList());
            needed.add(work.resolve("floor.jar").toString());
            return String.join(":", needed);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
