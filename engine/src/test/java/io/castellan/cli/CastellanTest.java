package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CastellanTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void versionNamesOurselvesTheKafkaClientsAndJava() {
        // when
        var exitCode = run("--version");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .matches("castellan \\d+\\.\\d+\\.\\d+\\S* \\(Kafka clients \\d+\\.\\d+\\.\\d+, Java \\d+.*\\)\\R");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpListsEveryRegisteredCommand() {
        // when
        var exitCode = run("--help");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains(Commands.all().keySet());
    }

    @Test
    void optionsThatAreMissingTogetherAreAUsageErrorOfTheCommand() {
        // when
        var exitCode = run("drift");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("Name environments, or write --all", "castellan drift --help");
    }

    @Test
    void aFolderWithoutEnvironmentsSaysHowToBegin() throws IOException {
        // given
        Files.createDirectories(directory.resolve("environments"));

        // when
        var exitCode = run("plan", "prod");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("environments holds no environment", "castellan init");
    }

    @Test
    void aCommandThatDoesNotExistIsAUsageErrorThatSuggestsOneThatDoes() {
        // when
        var exitCode = run("completoin");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("completoin").contains("completion").contains("castellan --help");
    }

    @Test
    void withoutACommandItIsAUsageError() {
        assertThat(run()).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("castellan --help");
    }

    @Test
    void eachCommandShowsItsOwnHelp() {
        // when
        var exitCode = run("completion", "--help");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("Usage: castellan completion");
    }

    @Test
    void theHelpOfEveryCommandHasAnExample() {
        new Castellan(session()).commandLine().getSubcommands().values().forEach(this::hasAnExample);
    }

    private void hasAnExample(CommandLine command) {
        assertThat(String.join("\n", command.getCommandSpec().usageMessage().footer()))
                .contains(command.getCommandSpec().qualifiedName());
        command.getSubcommands().values().forEach(this::hasAnExample);
    }

    @Test
    void aWrongOptionOfACommandPointsToTheHelpOfThatCommand() {
        assertThat(run("completion", "--nonsense")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("--nonsense").contains("'castellan completion --help'");
    }

    @Test
    void completionKnowsEveryCommand() {
        // when
        var exitCode = run("completion", "bash");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .startsWith("#!/usr/bin/env bash")
                .contains(Commands.all().keySet());
    }

    @Test
    void onlyTheCommandThatIsAskedForIsCreated() {
        // given
        Map<String, Function<Session, Subcommand>> commands = Map.of(
                "fine", session -> new Fixture(() -> ExitCode.DIFFERENCES),
                "costly",
                        session -> {
                            throw new AssertionError("created");
                        });

        // when
        var exitCode = new Castellan(session(), commands).run("fine");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.DIFFERENCES);
    }

    @Test
    void aFailurePrintsItsProblemsAndEndsWithItsStatus() {
        // given
        var problem = Problem.error(new Code("TOY", 7), new Place("payments.yaml", 3, 5), "no such thing");

        // when
        var exitCode = runFixture(() -> {
            throw new Failure(ExitCode.STALE, problem);
        });

        // then
        assertThat(exitCode).isEqualTo(ExitCode.STALE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo(problem + System.lineSeparator());
    }

    @Test
    void aDefectIsToldInShortAndLoggedWithoutWhatItsMessageHolds() throws IOException {
        // when
        var exitCode = runFixture(() -> {
            throw new IllegalStateException("password=hunter2", new IllegalArgumentException("hunter2"));
        });

        // then
        assertThat(exitCode).isEqualTo(ExitCode.DEFECT);
        var log = directory.resolve("castellan/defect-2026-11-21T100000Z.log");
        assertThat(err.toString())
                .contains("java.lang.IllegalStateException")
                .contains(log.toString())
                .doesNotContain("hunter2")
                .doesNotContain("at io.castellan");
        assertThat(Files.readString(log))
                .contains("java.lang.IllegalStateException")
                .contains("caused by java.lang.IllegalArgumentException")
                .contains("at io.castellan.cli.CastellanTest")
                .doesNotContain("hunter2");
    }

    @Test
    void aDefectThatCannotBeLoggedIsPrinted() throws IOException {
        // given
        Files.createFile(directory.resolve("castellan"));

        // when
        var exitCode = runFixture(() -> {
            throw new StackOverflowError();
        });

        // then
        assertThat(exitCode).isEqualTo(ExitCode.DEFECT);
        assertThat(err.toString()).contains("at io.castellan.cli.CastellanTest");
    }

    @Command
    private record Fixture(Subcommand behaviour) implements Subcommand {
        @Override
        public ExitCode run() throws Exception {
            return behaviour.run();
        }
    }

    @Test
    void aStartOnAClusterThatExistsDeclaresNothingThatIsNotThere() {
        assertThat(run("init", "prod", "--bootstrap", "b1:9092")).isEqualTo(ExitCode.OK);
        assertThat(directory.resolve("environments/prod")).isDirectoryContaining("glob:**/environment.yaml");
        assertThat(directory.resolve("environments/prod/topics.yaml")).doesNotExist();
    }

    private ExitCode runFixture(Subcommand behaviour) {
        return new Castellan(session(), Map.of("fixture", session -> new Fixture(behaviour))).run("fixture");
    }

    private ExitCode run(String... arguments) {
        return new Castellan(session()).run(arguments);
    }

    private Session session() {
        return new Session(
                new PrintWriter(out),
                new PrintWriter(err),
                Screen.PLAIN,
                Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC),
                Map.of("XDG_STATE_HOME", directory.toString()),
                directory);
    }
}
