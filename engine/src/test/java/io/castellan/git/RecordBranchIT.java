package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.Failure;
import io.castellan.git.RecordBranch.Addition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBranchIT {
    @TempDir
    Path temp;

    private RealGit git;

    @BeforeEach
    void anEmptyRepository() {
        git = RealGit.init(temp.resolve("repository"));
    }

    private static Addition addition(String path) {
        return new Addition(
                Map.of(path, path.getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                "add " + path + "\n",
                "begin\n",
                new Person("deployer", ""),
                Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void growsOnlyFromWhereItWasSeen() {
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var branch = repository.records("records");
            assertThat(branch.tip()).isEmpty();

            var first = branch.append(Optional.empty(), addition("a"));
            assertThat(branch.append(Optional.empty(), addition("b")))
                    .as("it exists")
                    .isEmpty();
            var second = branch.append(first, addition("b"));
            assertThat(branch.append(first, addition("c"))).as("it moved").isEmpty();

            assertThat(branch.tip()).isEqualTo(second);
            assertThat(branch.blobs(second.orElseThrow())).containsOnlyKeys("a", "b");
            assertThat(branch.read(List.copyOf(branch.blobs(first.orElseThrow()).values())))
                    .containsExactly("a".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsBackAFileThatIsLargerThanJGitTakesInOnePiece() {
        var large = new byte[51 * 1024 * 1024];
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var branch = repository.records("records");
            var tip = branch.append(
                    Optional.empty(),
                    new Addition(
                            Map.of("large", large),
                            Optional.empty(),
                            "add\n",
                            "begin\n",
                            new Person("deployer", ""),
                            Instant.parse("2026-11-21T10:00:00Z")));
            var blobs = List.copyOf(branch.blobs(tip.orElseThrow()).values());

            assertThat(branch.read(blobs).get(0)).isEqualTo(large);
            git.run("gc", "-q");
            assertThat(branch.read(blobs).get(0)).isEqualTo(large);
        }
    }

    @Test
    void readsALargeFileFromItsBeginningToItsEndWhereverGitKeepsIt() throws IOException {
        var large = new byte[3 * 1024 * 1024];
        new Random(7).nextBytes(large);
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var branch = repository.records("records");
            var blob = onlyBlob(branch, large);
            assertThat(branch.read(blob, RecordBranchIT::all)).isEqualTo(large);

            git.run("gc", "-q");
            assertThat(branch.read(blob, RecordBranchIT::all)).isEqualTo(large);
        }
    }

    @Test
    void aLargeFileThatIsCutShortIsNotReadAsIfItEndedThere() throws IOException {
        var large = new byte[3 * 1024 * 1024];
        new Random(7).nextBytes(large);
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var branch = repository.records("records");
            var blob = onlyBlob(branch, large);
            var file = git.folder().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
            assertThat(file.toFile().setWritable(true)).isTrue();
            try (var content = FileChannel.open(file, StandardOpenOption.WRITE)) {
                content.truncate(2 * 1024 * 1024);
            }

            assertThatThrownBy(() -> branch.read(blob, RecordBranchIT::all)).isInstanceOf(Failure.class);
        }
    }

    private static String onlyBlob(RecordBranch branch, byte[] content) {
        var tip = branch.append(
                Optional.empty(),
                new Addition(
                        Map.of("large", content),
                        Optional.empty(),
                        "add\n",
                        "begin\n",
                        new Person("deployer", ""),
                        Instant.parse("2026-11-21T10:00:00Z")));
        return branch.blobs(tip.orElseThrow()).get("large");
    }

    private static byte[] all(InputStream content) {
        try {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void doesNotComeBackAfterItWasDeleted() {
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var branch = repository.records("records");
            var first = branch.append(Optional.empty(), addition("a"));
            git.run("update-ref", "-d", "refs/heads/records");

            assertThat(branch.append(first, addition("b"))).isEmpty();
            assertThat(git.run("branch", "--list")).isEmpty();
        }
    }

    @Test
    void neverReplacesAFile() {
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var branch = repository.records("records");
            var first = branch.append(Optional.empty(), addition("a"));

            assertThatThrownBy(() -> branch.append(first, addition("a"))).isInstanceOf(IllegalStateException.class);
            assertThat(branch.tip()).isEqualTo(first);
        }
    }

    @Test
    void waitsWhileAnotherHoldsTheLockAndOnlyForAWhile() throws IOException {
        var lock = git.folder().resolve(".git/refs/heads/records.lock");
        Files.createFile(lock);
        try (var jgit = new FileRepositoryBuilder()
                .setGitDir(git.folder().resolve(".git").toFile())
                .build()) {
            assertThatThrownBy(() -> new RecordBranch(jgit, "records", 2).append(Optional.empty(), addition("a")))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("CAS-GIT-015")
                    .hasMessageContaining("refs/heads/records.lock");
            assertThat(git.run("branch", "--list")).isEmpty();
        }
    }
}
