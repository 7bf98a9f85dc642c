package io.castellan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.testing.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpacked tar.gz. */
class DistributionIT {
    private static final String VERSION_LINE = "castellan \\S+ \\(Kafka clients \\S+, Java \\S+\\)\\R";

    @TempDir
    private static Path unpacked;

    private static Path home;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Path cache;

    @BeforeAll
    static void unpack() throws IOException {
        home = unpack(unpacked);
    }

    private static Path unpack(Path folder) throws IOException {
        try (var archives = Files.newDirectoryStream(Path.of("target"), "castellan-*.tar.gz")) {
            var tar = Execution.of(
                    folder, Map.of(), "tar", "xzf", archives.iterator().next().toAbsolutePath());
            assertThat(tar.status()).as(tar.err()).isZero();
        }
        try (var folders = Files.list(folder)) {
            return folders.findFirst().orElseThrow();
        }
    }

    @BeforeEach
    void ownCache() {
        cache = directory.resolve("cache").resolve("castellan");
        environment.put("XDG_CACHE_HOME", cache.getParent().toString());
    }

    @Test
    void startsInAnyFolderAndThroughAChainOfLinks() throws IOException {
        // given
        var here = unpack(directory);
        Files.createSymbolicLink(directory.resolve("first"), here.resolve("castellan"));
        Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("bin")).resolve("castellan"), Path.of("../first"));

        // when
        var direct = Execution.of(directory, environment, here.resolve("castellan"), "--version");
        var linked = Execution.of(directory.resolve("bin"), environment, "./castellan", "--version");
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        var found = Execution.of(directory, environment, "sh", "-c", "castellan --version");

        // then
        assertThat(List.of(direct, linked, found)).allSatisfy(run -> {
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).matches(VERSION_LINE);
            assertThat(run.status()).isZero();
        });
    }

    @Test
    void startsInAFolderWhoseNameHasBlanksAndMore() throws IOException {
        // given
        var folder = Files.createDirectory(directory.resolve("it's a \"folder\" of Zoë"));
        environment.put("CASTELLAN_ARCHIVE", "");

        // when
        var run = Execution.of(folder, environment, unpack(folder).resolve("castellan"), "--version");

        // then
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches(VERSION_LINE);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> files("*.run*").isEmpty() && files("*.lock").isEmpty());
    }

    @Test
    void statusAndArgumentsPassThrough() {
        // when
        var wrong = castellan("no such command", "--and=\"this\"");

        // then
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("'no such command'");
    }

    @Test
    void optionsOfTheUserReachJava() {
        // given
        environment.put("CASTELLAN_JAVA_OPTS", "-Xmx64m -Xlog:gc+heap=debug:file=" + directory.resolve("gc.log"));

        // when
        var run = castellan("--version");

        // then
        assertThat(run.status()).isZero();
        assertThat(directory.resolve("gc.log")).isNotEmptyFile();
    }

    @Test
    void aJavaHomeThatIsTooOldIsPassedOver() throws IOException {
        // given
        var old = Files.createDirectories(directory.resolve("jdk-11"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.27\"\n");
        Files.writeString(
                Files.createDirectory(old.resolve("bin")).resolve("java"), "#!/bin/sh\necho started the old one\n");
        Files.setPosixFilePermissions(old.resolve("bin/java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("JAVA_HOME", old.toString());

        // when
        var run = castellan("--version");

        // then
        assertThat(run.out()).matches(VERSION_LINE);
    }

    @Test
    void theArchiveGrowsWithEveryCommandThatIsUsed() throws IOException {
        // given, with what is left of a run that was killed
        environment.put("CASTELLAN_ARCHIVE", "");
        var left = Files.createFile(Files.createDirectories(cache).resolve("1-2.run3"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(3))));

        // when each command runs for the first time
        assertThat(castellan("--version").out()).matches(VERSION_LINE);
        awaitKnown("options");
        var completion = castellan("completion").out();
        awaitKnown("options", "completion");

        // then they start from the archive, say the same, and leave nothing else behind
        environment.put("CASTELLAN_JAVA_OPTS", "-Xlog:class+load:file=" + directory.resolve("loaded.log"));
        var again = castellan("completion");
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).isEqualTo(completion);
        assertThat(directory.resolve("loaded.log"))
                .content()
                .contains("io.castellan.cli.Castellan source: shared objects file")
                .contains("io.castellan.cli.CompletionCommand$Shell source: shared objects file");
        assertThat(cache).isDirectoryNotContaining("glob:**.run*");
    }

    @Test
    void whoReadsTheOutputToItsEndDoesNotWaitForTheArchive() {
        environment.put("CASTELLAN_ARCHIVE", "");

        var run = Execution.of(
                directory,
                environment,
                "sh",
                "-c",
                "'" + home.resolve("castellan") + "' --version | cat; ls '" + cache + "'");

        assertThat(run.out()).as("it is being made still").contains(".run");
        awaitKnown("options");
    }

    @Test
    void neitherARunThatFailsNorTheHelpOfACommandIsAPatternForLaterOnes() {
        // given
        environment.put("CASTELLAN_ARCHIVE", "");

        // when
        assertThat(castellan("nonsense").status()).isEqualTo(1);
        assertThat(castellan("completion", "--help").status()).isZero();

        // then
        await().atMost(Duration.ofSeconds(30)).until(() -> files("*").isEmpty());
    }

    @Test
    void aDamagedArchiveIsNotNoticed() throws IOException {
        // given
        environment.put("CASTELLAN_ARCHIVE", "");
        castellan("--version");
        awaitKnown("options");
        var archive = files("*.jsa").get(0);
        Files.delete(archive);
        Files.writeString(archive, "not an archive");

        // when
        var run = castellan("--version");

        // then
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches(VERSION_LINE);
    }

    @Test
    void aCacheThatCannotBeWrittenIsNotNoticed() throws IOException {
        // given
        environment.put("CASTELLAN_ARCHIVE", "");
        Files.writeString(cache.getParent(), "a file where the folder should be");

        // when
        var run = castellan("--version");

        // then
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).matches(VERSION_LINE);
    }

    @Test
    void theFolderHoldsWhatAUserNeeds() {
        assertThat(List.of("castellan", "LICENSE", "NOTICE", "docs/architecture.md", "lib/castellan.jar"))
                .allSatisfy(file -> assertThat(home.resolve(file)).isNotEmptyFile());
        assertThat(Files.exists(home.resolve("castellan-sbom.json")))
                .as("the bill of materials, which is not made when Maven is offline")
                .isEqualTo(Files.exists(Path.of("target/castellan-sbom.json")));
        assertThat(home.resolve("completion/castellan.bash")).content().contains("completion");
        assertThat(home.resolve("completion/castellan.zsh")).content().startsWith("#compdef castellan\n");
        assertThat(Execution.of(directory, Map.of(), "bash", "-n", home.resolve("completion/castellan.bash"))
                        .status())
                .isZero();
    }

    private Execution castellan(Object... arguments) {
        var command = new Object[arguments.length + 1];
        command[0] = home.resolve("castellan");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Execution.of(directory, environment, command);
    }

    private void awaitKnown(String... commands) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(files("*.commands"))
                        .singleElement()
                        .satisfies(file -> assertThat(Files.readAllLines(file)).containsExactly(commands)));
        await().atMost(Duration.ofSeconds(10)).until(() -> files("*.lock").isEmpty());
    }

    private List<Path> files(String glob) {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (var found = Files.newDirectoryStream(cache, glob)) {
            return java.util.stream.StreamSupport.stream(found.spliterator(), false)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
