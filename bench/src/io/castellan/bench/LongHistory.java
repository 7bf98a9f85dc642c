package io.castellan.bench;

import io.castellan.bench.Runs.Run;
import io.castellan.sandbox.JarSource;
import io.castellan.sandbox.Sandbox;
import io.castellan.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What commands that read the record cost in the repository of a {@link Story}, packed as a clone is. */
final class LongHistory {
    private static final String BRANCH = "promoted";

    private final Bench bench;
    private final Path root;
    private final int commits;
    private final int topics;

    LongHistory(Bench bench, Path root, int commits, int topics) {
        this.bench = bench;
        this.root = root;
        this.commits = commits;
        this.topics = topics;
    }

    void hold(int rounds) throws Exception {
        var sandbox = Sandbox.in(root.resolve(".castellan/sandbox/prod"), JarSource.locked(), line -> {});
        sandbox.wipe(); // of a run that was killed
        Runs.run(root.getParent(), Map.of(), List.of("rm", "-rf", root.toString()));
        Files.createDirectories(root);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::wipe));
        sandbox.up(SandboxSpec.of("prod")
                .withHeapMegabytes(512 + topics / 8)
                .withBrokerConfig(Map.of("log.index.size.max.bytes", "65536")));
        try {
            prepare(sandbox);
            measure(rounds);
        } finally {
            sandbox.wipe();
        }
    }

    private Path properties() {
        return root.resolve("client.properties");
    }

    private void prepare(Sandbox sandbox) throws Exception {
        var properties = new Properties();
        properties.putAll(sandbox.adminProperties());
        try (var writer = Files.newBufferedWriter(properties())) {
            properties.store(writer, null);
        }
        Files.writeString(root.resolve(".gitignore"), "*\n");
        git("init", "-q", "-b", "main");
        git("config", "user.name", "bench");
        git("config", "user.email", "bench@example.org");
        try (var admin = Admin.create(properties)) {
            var told = Story.tell(root, commits, topics, admin.describeCluster().clusterId().get());
            create(admin, told);
            System.out.println(told + " of " + commits + " commits, " + topics + " topics in each environment");
        }
        git("repack", "-a", "-d", "-q");
        git("prune-packed");
        git("checkout", "-q", "main");
        bench.warm(root, plan(), history(), promote());
        bench.warmFloor(root, GitFloor.class, root.toString(), "plan", properties().toString());
    }

    private static void create(Admin admin, Story.Told told) throws Exception {
        var wanted = IntStream.range(0, told.prod().length)
                .mapToObj(i -> new NewTopic(Story.topic(i), 1, (short) 1)
                        .configs(Map.of(
                                "retention.ms", Story.milliseconds(told.prod()[i]), "retention.bytes", "1073741824")))
                .toList();
        for (int from = 0; from < wanted.size(); from += 1000) {
            var some = wanted.subList(from, Math.min(wanted.size(), from + 1000));
            admin.createTopics(some).all().get();
            var names = some.stream().map(NewTopic::name).toList();
            Wait.until(100, () -> Floor.visible(admin, names));
        }
    }

    private static List<String> plan() {
        return List.of("plan", "prod", "--commit", Story.NEXT);
    }

    private List<String> history() {
        return List.of("history", "prod", "--limit", String.valueOf(commits));
    }

    private static List<String> promote() {
        return List.of("promote", "--to", "prod", "--branch", BRANCH);
    }

    private void measure(int rounds) throws Exception {
        new Contest("plan --commit, with 1 % to change")
                .with("floor", () -> floor(false, "plan", properties().toString()))
                .with("floor, without the cluster", () -> floor(false, "plan"))
                .with("floor, archive and launcher's flags", () -> floor(true, "plan", properties().toString()))
                .with("castellan, no archive", () -> castellan(false, plan()))
                .with("castellan", () -> castellan(true, plan()))
                .hold(rounds, 1.5);
        contest("history, all entries", "history", history()).hold(rounds, 1.5);
        contest("promote 1 %", "promote", promote()).hold(rounds, 1.5);
        new Contest("no goal, for what it is worth")
                .with("history", () -> castellan(true, history()))
                .with("blame", () -> castellan(true, List.of("blame", "prod", "topic/" + Story.topic(0))))
                .with("audit", () -> any(List.of("audit", "prod")))
                .with("status", () -> any(List.of("status", "prod")))
                .hold(1, 1.0);
    }

    private Contest contest(String title, String walk, List<String> command) {
        return new Contest(title)
                .with("floor", () -> floor(false, walk))
                .with("floor, archive and launcher's flags", () -> floor(true, walk))
                .with("castellan, no archive", () -> castellan(false, command))
                .with("castellan", () -> castellan(true, command));
    }

    private Run floor(boolean archive, String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(root.toString()));
        all.addAll(List.of(arguments));
        return bench.floor(root, archive, GitFloor.class, all.toArray(String[]::new));
    }

    private Run castellan(boolean archive, List<String> command) throws IOException, InterruptedException {
        Runs.run(root, Map.of(), List.of("git", "branch", "-q", "-D", BRANCH)); // of the round before
        return bench.run(root, archive, command.toArray(String[]::new)).require(0);
    }

    /** Nobody signed what the bench wrote, and an audit says so. */
    private Run any(List<String> command) throws IOException, InterruptedException {
        return bench.run(root, true, command.toArray(String[]::new));
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Runs.run(root, Map.of(), command).require(0);
    }
}
