package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aCommandThatDoesNotExistIsAUsageErrorThatSuggestsOneThatDoes() {
        // when
        var exitCode = run("completoin");

        // then
        assertThat(exitCode).isEqualTo(ExitCode.INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("completoin").contains("completion").contains("castellan --help");
    }

    private ExitCode run(String... arguments) {
        return new Castellan(new Session(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Screen.PLAIN,
                        Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC),
                        Map.of("XDG_STATE_HOME", directory.toString()),
                        directory))
                .run(arguments);
    }
}
