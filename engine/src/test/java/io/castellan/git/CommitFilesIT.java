package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.SourceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a commit, whatever the work tree holds. */
class CommitFilesIT {
    @TempDir
    Path temp;

    private Path top() {
        return temp.resolve("a repository with späces");
    }

    static Map<String, String> texts(SourceFiles files) {
        var texts = new TreeMap<String, String>();
        files.files().forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    private static boolean yaml(String path) {
        return path.endsWith(".yaml");
    }

    @Test
    void readsTheFilesOfACommitWhateverTheWorkTreeHolds() {
        var git = RealGit.init(top())
                .write("kafka/environments/prod/environment.yaml", "old")
                .write("kafka/environments/prod/teams/päyments.yaml", "crlf\r\n")
                .write("kafka/environments/prod/README.md", "left out")
                .write("kafka/environments/dev/environment.yaml", "other");
        var first = git.commit("one");
        git.write("kafka/environments/prod/environment.yaml", "new").run("rm", "-rq", "kafka/environments/dev");
        git.commit("two");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            var files = repository.files(first, "kafka", "environments/prod", CommitFilesIT::yaml);

            assertThat(texts(files))
                    .isEqualTo(Map.of(
                            "environments/prod/environment.yaml",
                            "old",
                            "environments/prod/teams/päyments.yaml",
                            "crlf\r\n"));
            assertThat(files.origin().commit()).contains(first);
            assertThat(files.origin().tree()).contains(git.run("rev-parse", first + ":kafka/environments/prod"));
            assertThat(files.origin().repository()).isEmpty();
            assertThat(repository.folders(first, "kafka/environments")).containsExactly("dev", "prod");
            assertThat(repository.folders(repository.resolve("HEAD"), "kafka/environments"))
                    .containsExactly("prod");
            assertThat(repository.folders(first, "no/such")).isEmpty();
        }
    }

    @Test
    void oneFileOfACommitIsReadAndWhatOnlyHasItsNameIsRefused() throws IOException {
        var git = RealGit.init(top()).write("sub/castellan.yaml", "policy").write("folder/inner.yaml", "");
        Files.createSymbolicLink(top().resolve("link.yaml"), Path.of("sub/castellan.yaml"));
        var commit = git.commit("one");
        git.write("sub/castellan.yaml", "changed");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.file(commit, "sub/castellan.yaml"))
                    .hasValueSatisfying(text -> assertThat(text).asString().isEqualTo("policy"));
            assertThat(repository.file(commit, "castellan.yaml")).isEmpty();
            assertThat(repository.file(commit, "nothing/castellan.yaml")).isEmpty();
            assertThat(GitRepositoryIT.codes(() -> repository.file(commit, "folder")))
                    .containsExactly(GitCodes.NOT_A_FILE);
            assertThat(GitRepositoryIT.codes(() -> repository.file(commit, "link.yaml")))
                    .containsExactly(GitCodes.SYMBOLIC_LINK);
        }
    }

    @Test
    void refusesLinksAndSubmodulesAllAtOnce() throws IOException {
        var git = RealGit.init(top()).write("environments/prod/a.yaml", "1");
        Files.createSymbolicLink(top().resolve("environments/prod/out.yaml"), Path.of("../../../outside.yaml"));
        Files.createSymbolicLink(top().resolve("environments/prod/folder"), Path.of("../.."));
        var other = RealGit.init(temp.resolve("other")).write("x.yaml", "").commit("x");
        git.run("add", "environments");
        git.run("update-index", "--add", "--cacheinfo", "160000," + other + ",environments/prod/sub");
        git.run("commit", "-qm", "hostile");
        var commit = git.run("rev-parse", "HEAD");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(GitRepositoryIT.codes(
                            () -> repository.files(commit, "", "environments/prod", CommitFilesIT::yaml)))
                    .containsExactlyInAnyOrder(GitCodes.SYMBOLIC_LINK, GitCodes.SYMBOLIC_LINK, GitCodes.SUBMODULE);
            assertThat(GitRepositoryIT.codes(
                            () -> repository.files(commit, "", "environments/prod/folder", CommitFilesIT::yaml)))
                    .containsExactly(GitCodes.NO_SUCH_FOLDER);
        }
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        var git = RealGit.init(top());
        Files.createDirectories(top().resolve("prod"));
        Files.write(top().resolve("prod/exact.yaml"), new byte[SourceFiles.MAX_FILE_BYTES]);
        Files.write(top().resolve("prod/ignored.bin"), new byte[SourceFiles.MAX_FILE_BYTES + 1]);
        var good = git.commit("one");
        Files.write(top().resolve("prod/more.yaml"), new byte[SourceFiles.MAX_FILE_BYTES + 1]);
        var bad = git.commit("two");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.files(good, "", "prod", CommitFilesIT::yaml).files())
                    .hasSize(1);
            assertThat(GitRepositoryIT.codes(() -> repository.files(bad, "", "prod", CommitFilesIT::yaml)))
                    .containsExactly(GitCodes.FILE_TOO_LARGE);
        }
    }

    @Test
    void refusesTooManyFiles() throws IOException {
        var git = RealGit.init(top());
        Files.createDirectories(top().resolve("prod"));
        for (int i = 0; i <= SourceFiles.MAX_FILES; i++) {
            Files.createFile(top().resolve("prod/" + i + ".yaml"));
        }
        var commit = git.commit("many");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(GitRepositoryIT.codes(() -> repository.files(commit, "", "prod", CommitFilesIT::yaml)))
                    .containsExactly(GitCodes.TOO_MANY_FILES);
            assertThat(repository
                            .files(commit, "", "prod", path -> !path.endsWith("/7.yaml"))
                            .files())
                    .hasSize(SourceFiles.MAX_FILES);
        }
    }
}
