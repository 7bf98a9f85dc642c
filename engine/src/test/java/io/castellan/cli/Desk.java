package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.environment.Secrets;
import io.castellan.git.GitRepository;
import io.castellan.ledger.GitLedger;
import io.castellan.model.LedgerEntry;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A user at a terminal: a Git repository with one environment, {@code dev}, on a real cluster, and the commands. */
final class Desk {
    final Path folder;
    Clock clock = Clock.systemUTC();
    final Map<String, String> variables = new TreeMap<>();
    private final Path environment;
    private Optional<Question.Person> person = Optional.empty();

    /** What a command printed and how it ended. */
    record Said(ExitCode exitCode, String out, String err) {}

    /** @param folder empty */
    Desk(Path folder) {
        this.folder = folder;
        this.environment = folder.resolve("environments/dev");
        git("init", "-q", "-b", "main");
        git("config", "user.name", "administrator");
        git("config", "user.email", "admin@example.org");
    }

    /** Points the environment at a cluster, with its super user, whose credentials come from an environment variable. */
    Desk on(TestCluster cluster, String more) {
        return on(cluster.adminProperties(), more);
    }

    Desk on(Map<String, Object> properties, String more) {
        var config = properties.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("bootstrap.servers")
                        && !entry.getKey().equals("sasl.jaas.config"))
                .map(entry -> "    " + entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        variables.put("DEV_JAAS", String.valueOf(properties.get("sasl.jaas.config")));
        return write("environment.yaml", """
                apiVersion: castellan/v1
                environment: dev
                cluster:
                  bootstrapServers: [%s]
                  clientConfig:
                    sasl.jaas.config: ${env:DEV_JAAS}
                %s
                %s""".formatted(properties.get("bootstrap.servers"), config, more));
    }

    Desk write(String file, String text) {
        try {
            var path = environment.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(environment.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Desk commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return this;
    }

    String git(String... arguments) {
        var command = new ArrayList<String>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What was applied until now, as the ledger has it. */
    List<LedgerEntry> ledger() {
        try (var git = GitRepository.discover(folder).orElseThrow()) {
            return new GitLedger(git, "dev").entries();
        }
    }

    /** From now on somebody is there who can be asked. */
    Desk watchedBy(Question.Person somebody) {
        person = Optional.of(somebody);
        return this;
    }

    Desk unwatched() {
        person = Optional.empty();
        return this;
    }

    Said run(String... arguments) {
        return run(Commands.all(), arguments);
    }

    Said run(Map<String, Function<Session, Subcommand>> commands, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var session = new Session(
                new PrintWriter(out),
                new PrintWriter(err),
                Screen.PLAIN,
                clock,
                variables,
                folder,
                new Secrets(variables),
                person);
        var exitCode = new Castellan(session, commands).run(arguments);
        session.out().flush();
        session.err().flush();
        return new Said(exitCode, out.toString(), err.toString());
    }
}
