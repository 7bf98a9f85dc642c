package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code castellan sandbox} on a folder of two environments, one of which declares a sandbox. */
class SandboxCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @BeforeEach
    void declare() throws IOException {
        environment("dev", "sandbox: {brokers: 1, racks: [cellar]}");
        environment("prod", "id: 5L6g3nShT-eMCtK--X86sw\n  bootstrapServers: [\"b1.invalid:9093\"]");
    }

    @AfterEach
    void wipe() {
        run("sandbox", "down", "--wipe");
        assertThat(directory.resolve(".castellan/sandbox/dev")).doesNotExist();
    }

    @Test
    void aSandboxIsStartedLookedAtAndStopped() {
        // when
        assertThat(run("sandbox", "up")).as(err::toString).isEqualTo(ExitCode.OK);

        // then
        assertThat(directory.resolve(".castellan/.gitignore")).hasContent("*");
        assertThat(out.toString()).matches("dev: 127\\.0\\.0\\.1:\\d+\\R");
        assertThat(err.toString()).contains("starting 1 node of Kafka 4.4.0").contains("serves at");

        assertThat(run("sandbox", "status")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("dev: Kafka 4.4.0, cluster ")
                .containsPattern(
                        "node 1  running  pid \\d+ +port \\d+  rack cellar  \\.castellan/sandbox/dev/node-1/broker\\.log");

        assertThat(run("sandbox", "logs", "dev", "--lines", "1000")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("==> dev, node 1: ").contains("Kafka Server started");
        assertThat(run("sandbox", "logs", "dev", "--node", "2")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("CAS-SANDBOX-014");

        assertThat(run("sandbox", "down", "dev")).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains("stopped 1 of 1 nodes of sandbox 'dev'");
        run("sandbox", "status", "dev");
        assertThat(out.toString()).contains("node 1  stopped");
    }

    @Test
    void anEnvironmentThatDeclaresNoSandboxIsRefused() {
        assertThat(run("sandbox", "up", "prod")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("CAS-CLI-012").contains("environment 'prod' declares no sandbox");
    }

    @Test
    void anEnvironmentThatDoesNotExistIsRefused() {
        assertThat(run("sandbox", "down", "test")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("CAS-CLI-002").contains("dev, prod");
    }

    @Test
    void aSandboxThatWasNeverStartedIsToldAsSuch() {
        assertThat(run("sandbox", "status", "dev")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo("dev: not built" + System.lineSeparator());
        assertThat(run("sandbox", "status")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo("there is no sandbox here" + System.lineSeparator());
    }

    @Test
    void whoeverPlansWithoutItIsToldHowToMakeIt() {
        assertThat(run("plan", "dev")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("CAS-SANDBOX-013").contains("'castellan sandbox up dev'");
    }

    @Test
    void aFolderOfJarsThatDoesNotFitIsRefused() {
        assertThat(run("sandbox", "up", "--jars", "libs")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString())
                .contains("CAS-SANDBOX-004")
                .contains(directory.resolve("libs").toString());
    }

    @Test
    void withoutAMemberOfTheGroupItIsAUsageError() {
        assertThat(run("sandbox")).isEqualTo(ExitCode.INPUT);
        assertThat(err.toString()).contains("Missing command").contains("'castellan sandbox --help'");
        assertThat(run("sandbox", "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("up", "down", "status", "logs");
    }

    private void environment(String name, String cluster) throws IOException {
        var folder = Files.createDirectories(directory.resolve("environments").resolve(name));
        Files.writeString(
                folder.resolve("environment.yaml"),
                "apiVersion: castellan/v1\nenvironment: " + name + "\ncluster:\n  " + cluster + "\n");
    }

    private ExitCode run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var session = new Session(
                new PrintWriter(out),
                new PrintWriter(err),
                Screen.PLAIN,
                Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC),
                Map.of("XDG_STATE_HOME", directory.toString()),
                directory);
        return new Castellan(session).run(arguments);
    }
}
