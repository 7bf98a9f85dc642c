package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the work tree holds that no commit does. */
class DirtyFilesIT {
    @TempDir
    Path temp;

    private Path top() {
        return temp.resolve("a repository with späces");
    }

    private static boolean yaml(String path) {
        return path.endsWith(".yaml");
    }

    @Test
    void listsEveryKindOfDirtAndOnlyBelowTheFolders() throws IOException {
        var git = RealGit.init(top())
                .write(".gitignore", "*.ignored.yaml\nbuild/\n")
                .write("environments/prod/clean.yaml", "1")
                .write("environments/prod/modified.yaml", "1")
                .write("environments/prod/staged.yaml", "1")
                .write("environments/prod/deleted.yaml", "1")
                .write("environments/prod/removed.yaml", "1")
                .write("environments/dev/modified.yaml", "1");
        git.commit("one");
        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.dirty(List.of("environments/prod"), DirtyFilesIT::yaml))
                    .isEmpty();

            git.write("environments/prod/modified.yaml", "2")
                    .write("environments/dev/modified.yaml", "2")
                    .write("environments/prod/staged.yaml", "2")
                    .write("environments/prod/untracked.yaml", "2")
                    .write("environments/prod/note.ignored.yaml", "2")
                    .write("environments/prod/build/deep/made.yaml", "2")
                    .write("environments/prod/build/made.txt", "2")
                    .write("environments/prodigal/untracked.yaml", "2");
            git.run("add", "environments/prod/staged.yaml");
            git.run("rm", "-q", "environments/prod/removed.yaml");
            Files.delete(top().resolve("environments/prod/deleted.yaml"));

            assertThat(repository.dirty(List.of("environments/prod"), DirtyFilesIT::yaml))
                    .extracting(DirtyFile::toString)
                    .containsExactly(
                            "ignored: environments/prod/build/deep/made.yaml",
                            "deleted: environments/prod/deleted.yaml",
                            "modified: environments/prod/modified.yaml",
                            "ignored: environments/prod/note.ignored.yaml",
                            "deleted: environments/prod/removed.yaml",
                            "staged: environments/prod/staged.yaml",
                            "untracked: environments/prod/untracked.yaml");
            assertThat(repository.dirty(List.of(""), path -> false))
                    .extracting(DirtyFile::path)
                    .contains("environments/dev/modified.yaml", "environments/prodigal/untracked.yaml")
                    .hasSize(7);
        }
    }

    @Test
    void everythingIsDirtyBeforeTheFirstCommit() {
        RealGit.init(top()).write("environments/prod/a.yaml", "1");
        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.dirty(List.of("environments/prod"), path -> true))
                    .extracting(DirtyFile::toString)
                    .containsExactly("untracked: environments/prod/a.yaml");
        }
    }

    @Test
    void keepsADirtyFolderAsACommitOnNoBranch() throws IOException {
        var git = RealGit.init(top())
                .write("environments/prod/a.yaml", "1")
                .write("environments/prod/gone.yaml", "1")
                .write("environments/prod.yaml", "beside")
                .write("other/b", "1");
        var head = git.commit("one");
        git.write("environments/prod/a.yaml", "2").write("environments/prod/new/c.yaml", "3");
        Files.delete(top().resolve("environments/prod/gone.yaml"));
        var before = git.run("status", "--porcelain");
        var onDisk = new SourceFiles(
                Map.of("environments/prod/a.yaml", bytes("2"), "environments/prod/new/c.yaml", bytes("3")),
                Origin.folder());

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            var taken = repository.snapshot("", "environments/prod", onDisk, Instant.parse("2026-11-21T10:00:00Z"));

            var commit = taken.origin().commit().orElseThrow();
            assertThat(taken.origin().dirty()).isTrue();
            assertThat(CommitFilesIT.texts(repository.files(commit, "", "environments/prod", path -> true)))
                    .isEqualTo(CommitFilesIT.texts(onDisk));
            assertThat(taken.origin().tree()).contains(git.run("rev-parse", commit + ":environments/prod"));
            assertThat(git.run("rev-parse", commit + "^")).isEqualTo(head);
            assertThat(git.run("diff", "--name-status", head, commit))
                    .isEqualTo(
                            "M\tenvironments/prod/a.yaml\nD\tenvironments/prod/gone.yaml\nA\tenvironments/prod/new/c.yaml");
            assertThat(git.run("status", "--porcelain")).isEqualTo(before);
            assertThat(git.run("branch", "--contains", commit)).isEmpty();
            assertThat(git.run("log", "-1", "--format=%an <%ae> %cI", commit))
                    .isEqualTo("Castellan Tests <tests@castellan.example> 2026-11-21T10:00:00+00:00");
            git.run("fsck", "--strict");
        }
    }

    @Test
    void keepsFilesOfARepositoryWithoutACommit() {
        var git = RealGit.init(top());
        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            var files = new SourceFiles(Map.of("prod/a.yaml", bytes("1")), Origin.folder());
            var taken = repository.snapshot("kafka", "prod", files, Instant.EPOCH);
            assertThat(git.run("show", taken.origin().commit().orElseThrow() + ":kafka/prod/a.yaml"))
                    .isEqualTo("1");
        }
    }

    @Test
    void ignoresWhatTheUserIgnoresEverywhere() throws IOException {
        var folder = Path.of(System.getenv("XDG_CONFIG_HOME")).resolve("git");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ignore"), "*.swp\n");
        try {
            RealGit.init(top()).write("prod/.a.yaml.swp", "1").write("prod/b.yaml", "1");
            try (var repository = GitRepository.discover(top()).orElseThrow()) {
                assertThat(repository.dirty(List.of("prod"), DirtyFilesIT::yaml))
                        .extracting(DirtyFile::path)
                        .containsExactly("prod/b.yaml");
            }
        } finally {
            Files.delete(folder.resolve("ignore"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
