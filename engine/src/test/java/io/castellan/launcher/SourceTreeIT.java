package io.castellan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.testing.Execution;
import io.castellan.testing.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a source tree; the tree and its Maven are pretended, the jar is the real one. */
class SourceTreeIT {
    private static final String ANNOUNCEMENT = "castellan: building from the sources ...\n";

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Path tree;
    private Path calls;

    @BeforeEach
    void pretendATree() throws IOException {
        tree = Files.createDirectories(directory.resolve("source tree"));
        Files.copy(Path.of("../castellan"), tree.resolve("castellan"));
        Files.createFile(tree.resolve("pom.xml"));
        Files.createDirectories(tree.resolve("engine/src/main"));
        Files.createFile(tree.resolve("engine/pom.xml"));
        Files.writeString(tree.resolve("engine/src/main/Source.java"), "");
        calls = directory.resolve("calls");
        environment.put("PATH", Files.createDirectory(directory.resolve("bin")) + ":" + System.getenv("PATH"));
        maven("sleep 1; mkdir -p engine/target/lib; cp '"
                + Path.of("target/lib").toAbsolutePath() + "'/*.jar engine/target/lib");
    }

    @Test
    void buildsOnFirstUseAndSaysSoInOneLine() throws IOException {
        // when
        var first = castellan();
        var second = castellan();

        // then
        assertThat(first.out()).startsWith("castellan ");
        assertThat(first.err()).isEqualTo(ANNOUNCEMENT);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(calls))
                .singleElement()
                .asString()
                .contains("-Pquick")
                .contains("package");
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException {
        // given
        castellan();
        Files.setLastModifiedTime(
                tree.resolve("engine/src/main/Source.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        // when
        var run = castellan();

        // then
        assertThat(run.err()).isEqualTo(ANNOUNCEMENT);
        assertThat(Files.readAllLines(calls)).hasSize(2);
    }

    @Test
    void buildsOnceWhenStartedTwice() throws IOException {
        // when
        var runs = IntStream.range(0, 3).mapToObj(i -> CompletableFuture.supplyAsync(this::castellan)).toList().stream()
                .map(CompletableFuture::join)
                .toList();

        // then
        assertThat(runs).allSatisfy(run -> assertThat(run.out()).startsWith("castellan "));
        assertThat(Files.readAllLines(calls)).hasSize(1);
    }

    @Test
    void theLockOfAKilledBuildIsTakenOver() throws IOException {
        // given
        var lock = Files.createDirectories(tree.resolve("engine/target/quick-build.lock"));
        Files.writeString(lock.resolve("pid"), Long.toString(endedProcess()));

        // when
        var run = castellan();

        // then
        assertThat(run.out()).startsWith("castellan ");
    }

    @Test
    void aFailedBuildShowsItsFirstErrorsAndNamesItsLog() throws IOException {
        // given
        maven("echo '[INFO] noise'; echo '[ERROR] the reason'; exit 1");

        // when
        var run = castellan();

        // then
        var log = tree.toRealPath().resolve("engine/target/quick-build.log");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("[ERROR] the reason")
                .contains(log.toString())
                .doesNotContain("noise");
        assertThat(log).content().contains("noise");
    }

    @Test
    void withoutMavenTheMessageSaysWhatToDo() throws IOException {
        // given
        var bin = Files.createDirectory(directory.resolve("few"));
        for (var tool : List.of("readlink", "find", "head", "mkdir", "rm", "cat", "sed")) {
            script(bin.resolve(tool), "exec " + Tools.ofThisMachine().find(tool).orElseThrow() + " \"$@\"");
        }
        environment.put("PATH", bin.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));

        // when
        var run = castellan();

        // then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("mvn").contains("tar.gz");
    }

    private Execution castellan() {
        return Execution.of(directory, environment, tree.resolve("castellan"), "--version");
    }

    private void maven(String body) throws IOException {
        script(directory.resolve("bin/mvn"), "echo \"$@\" >>'" + calls + "'\n" + body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static long endedProcess() throws IOException {
        var process = new ProcessBuilder("true").start();
        process.onExit().join();
        return process.pid();
    }
}
