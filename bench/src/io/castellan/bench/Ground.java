package io.castellan.bench;

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
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Where the runs happen: a repository with one environment, and a broker of the product's own sandbox for it. Both are made anew
 * and wiped at the end.
 */
final class Ground implements AutoCloseable {
    static final String ENVIRONMENT = "bench";
    private static final int TOPICS_A_FILE = 100;
    private static final int RULES_A_FILE = 500;

    private final Path root;
    private final Sandbox sandbox;

    private Ground(Path root, Sandbox sandbox) {
        this.root = root;
        this.sandbox = sandbox;
    }

    /** @param topics so many partitions, too; decides how much memory the broker gets */
    static Ground prepare(Path root, int topics) throws IOException, InterruptedException {
        var sandbox = Sandbox.in(root.resolve(".castellan/sandbox").resolve(ENVIRONMENT), JarSource.locked(), line -> {});
        sandbox.wipe(); // of a run that was killed
        Runs.run(root.getParent(), Map.of(), List.of("rm", "-rf", root.toString()));
        Files.createDirectories(root.resolve("environments").resolve(ENVIRONMENT));
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::wipe));
        sandbox.up(SandboxSpec.of(ENVIRONMENT)
                .withHeapMegabytes(512 + topics / 8)
                .withBrokerConfig(Map.of("log.index.size.max.bytes", "65536")));
        var ground = new Ground(root, sandbox);
        var properties = new Properties();
        properties.putAll(sandbox.adminProperties());
        try (var writer = Files.newBufferedWriter(ground.properties())) {
            properties.store(writer, null);
        }
        Files.writeString(
                ground.file("environment.yaml"),
                """
                apiVersion: castellan/v1
                environment: bench
                cluster:
                  sandbox: {brokers: 1}
                protection: {maxDeletes: 100, maxDeleteShare: 50%}
                """);
        Files.writeString(root.resolve(".gitignore"), ".castellan/\nclient.properties\n");
        ground.git("init", "-q");
        return ground;
    }

    Path root() {
        return root;
    }

    /** For the floor. */
    Path properties() {
        return root.resolve("client.properties");
    }

    static String topic(int i) {
        return "team-%02d.stream-%05d.v1".formatted(i % 40, i);
    }

    static String principal(int i) {
        return "User:service-%03d".formatted(i % 500);
    }

    /**
     * Declares topics from {@code first} to {@code topics} and as many rules as asked for, and commits that.
     *
     * @param other how many of the topics are declared with another retention
     */
    void declare(int first, int topics, int rules, int other) throws IOException, InterruptedException {
        try (var files = Files.list(file("."))) {
            for (var file : files.filter(name -> name.toString().contains("part-")).toList()) {
                Files.delete(file);
            }
        }
        for (int from = 0; from < topics; from += TOPICS_A_FILE) {
            var yaml = new StringBuilder("topics:\n");
            int end = Math.min(topics, from + TOPICS_A_FILE);
            for (int i = Math.max(first, from); i < end; i++) {
                yaml.append("  ").append(topic(i)).append(":\n    partitions: 1\n    replicationFactor: 1\n")
                        .append("    owner: team-").append(i % 40).append("\n    config:\n      retention.ms: ")
                        .append(i >= topics - other ? "8d" : "7d")
                        .append("\n      retention.bytes: 1GiB\n");
            }
            if (end > first) {
                Files.writeString(file("part-topics-%05d.yaml".formatted(from)), yaml);
            }
        }
        for (int from = 0; from < rules; from += RULES_A_FILE) {
            var yaml = new StringBuilder("acls:\n");
            var lines = new ArrayList<Integer>();
            for (int i = from; i < Math.min(rules, from + RULES_A_FILE); i++) {
                lines.add(i);
            }
            lines.stream().collect(Collectors.groupingBy(Ground::principal)).forEach((principal, items) -> {
                yaml.append("  ").append(principal).append(":\n");
                items.forEach(i -> yaml.append("    - {allow: [Read], topic: ").append(topic(i)).append("}\n"));
            });
            Files.writeString(file("part-acls-%05d.yaml".formatted(from)), yaml);
        }
        git("add", "-A");
        git("-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-q", "-m", "State");
    }

    /** Forgets what was applied, and removes what was created. */
    void clear() throws Exception {
        git("update-ref", "-d", "refs/heads/castellan/ledger/" + ENVIRONMENT);
        var properties = new Properties();
        properties.putAll(sandbox.adminProperties());
        try (var admin = Admin.create(properties)) {
            var names = ours(admin);
            for (int from = 0; from < names.size(); from += 1000) {
                admin.deleteTopics(names.subList(from, Math.min(names.size(), from + 1000))).all().get();
            }
            admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
            Wait.until(100, () -> ours(admin).isEmpty());
        }
    }

    private static List<String> ours(Admin admin) throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith("team-"))
                .toList();
    }

    private Path file(String name) {
        return root.resolve("environments").resolve(ENVIRONMENT).resolve(name);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Runs.run(root, Map.of(), command).require(0);
    }

    @Override
    public void close() {
        sandbox.wipe();
    }
}
