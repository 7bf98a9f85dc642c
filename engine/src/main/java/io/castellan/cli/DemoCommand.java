package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.git.NewRepository;
import io.castellan.git.Person;
import io.castellan.ledger.GitLedger;
import io.castellan.model.ShortId;
import io.castellan.model.WholeSecond;
import io.castellan.sandbox.Intruder;
import io.castellan.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells the product's story on a real broker. */
@Command(
        name = "demo",
        description = {
            "Tell the story in two minutes, on a real Kafka broker.",
            "A plan, an apply, a change by hand, the drift that it is, and the repair. Works in a folder of its own and cleans up"
                    + " behind itself."
        },
        footer = {
            "",
            "Examples:",
            "  castellan demo",
            "  castellan demo --keep    leave the broker and the folder, to play on"
        })
final class DemoCommand implements Subcommand {
    private static final String ENVIRONMENT = "dev";
    private static final String TOPIC = "payments.orders.v1";
    private static final String PLAN = "dev.plan";
    private static final List<String> FILES = List.of("environment.yaml", "payments.yaml", "billing.yaml");
    private static final Person AUTHOR = new Person("administrator", "admin@example.org");

    private final Session session;

    @Option(names = "--keep", description = "Leave the broker running and the folder in place.")
    private boolean keep;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() throws IOException {
        var folder = Files.createTempDirectory("castellan-demo-");
        var there = new Session(
                session.out(), session.err(), session.screen(), session.clock(), session.environment(), folder);
        var sandbox = Sandboxes.of(folder, ENVIRONMENT);
        var cleaning = new Thread(() -> clean(sandbox, folder), "demo-cleaning");
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            var code = tell(there, folder);
            if (keep) {
                say("The broker runs on. Play on with:  cd " + folder);
                say("and end it with:  castellan sandbox down --wipe");
            }
            return code;
        } finally {
            Runtime.getRuntime().removeShutdownHook(cleaning);
            if (!keep) {
                clean(sandbox, folder);
            }
        }
    }

    private ExitCode tell(Session there, Path folder) throws IOException {
        copy(folder);
        step("Administrators declare what a cluster should have, in YAML files in Git:");
        show(folder, "payments.yaml");
        step("A real Kafka broker on this machine plays the cluster of '" + ENVIRONMENT + "'.");
        if (castellan(there, "sandbox", "up", ENVIRONMENT) != ExitCode.OK) {
            return ExitCode.UNREACHABLE;
        }
        step("A plan compares what is declared with what is live. It changes nothing.");
        castellan(there, "plan", ENVIRONMENT, "--out", PLAN);
        step("An apply does exactly what the plan showed, reads it back, and records it.");
        var applied = castellan(there, "apply", ENVIRONMENT, "--plan", PLAN);
        step("Now the cluster is as declared, and the next plan is empty.");
        castellan(there, "plan", ENVIRONMENT, "--detailed-exitcode");
        step("Somebody shortens a topic's retention by hand, with Kafka's own tools …");
        byHand(folder);
        step("… and the drift is seen, with what it means.");
        castellan(there, "drift", ENVIRONMENT);
        step("The next apply brings back what Git says.");
        var repaired = castellan(there, "apply", ENVIRONMENT, "--yes");
        castellan(there, "drift", ENVIRONMENT);
        step("Every apply is on record in Git, on the branch castellan/ledger/" + ENVIRONMENT + ":");
        ledger(folder);
        return ExitCode.worst(applied, repaired);
    }

    private void step(String line) {
        session.out().println();
        say("— " + line);
    }

    private void say(String line) {
        var bold = session.screen().colouredOut();
        session.out().println(bold ? "\u001B[1m" + line + "\u001B[0m" : line);
        session.out().flush();
    }

    private ExitCode castellan(Session there, String... arguments) {
        session.out().println("$ castellan " + String.join(" ", arguments));
        session.out().flush();
        var code = new Castellan(there).run(arguments);
        session.out().flush();
        session.err().flush();
        return code;
    }

    private void show(Path folder, String file) throws IOException {
        Files.readAllLines(folder.resolve("environments").resolve(ENVIRONMENT).resolve(file)).stream()
                .limit(12)
                .forEach(line -> session.out().println("    " + line));
        session.out().println("    …");
    }

    private static void copy(Path folder) throws IOException {
        var target = Files.createDirectories(folder.resolve("environments").resolve(ENVIRONMENT));
        for (var file : FILES) {
            try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("not shipped: " + file);
                }
                Files.copy(in, target.resolve(file));
            }
        }
        Files.writeString(folder.resolve(".gitignore"), ".castellan/\n*.plan\n");
        NewRepository.of(folder, AUTHOR, "Declare the topics of payments and billing");
    }

    private void byHand(Path folder) {
        session.out().println("$ kafka-configs.sh --alter --topic " + TOPIC + " --add-config retention.ms=3600000");
        new Intruder(Sandboxes.of(folder, ENVIRONMENT)).setTopic(TOPIC, "retention.ms", "3600000");
    }

    private void ledger(Path folder) {
        GitRepository.discover(folder).ifPresent(git -> {
            try (git) {
                new GitLedger(git, ENVIRONMENT)
                        .entries()
                        .forEach(entry -> session.out()
                                .println("    #" + entry.intent().sequence() + "  "
                                        + WholeSecond.of(entry.intent().at()) + "  "
                                        + entry.outcome()
                                                .map(outcome -> outcome.result().word())
                                                .orElse("open") + ", "
                                        + entry.intent().changes().size()
                                        + (entry.intent().changes().size() == 1
                                                ? " change, commit "
                                                : " changes, commit ")
                                        + ShortId.of(entry.intent().state().commit())));
            }
        });
    }

    private static void clean(Sandbox sandbox, Path folder) {
        sandbox.wipe();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
