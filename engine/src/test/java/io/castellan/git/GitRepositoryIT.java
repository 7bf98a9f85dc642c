package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryIT {
    @TempDir
    Path temp;

    private Path top() {
        return temp.resolve("a repository with späces");
    }

    private static Map<String, String> texts(SourceFiles files) {
        var texts = new TreeMap<String, String>();
        files.files().forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return texts;
    }

    private static boolean yaml(String path) {
        return path.endsWith(".yaml");
    }

    static List<Code> codes(ThrowingCallable call) {
        return catchThrowableOfType(Failure.class, call).problems().stream()
                .map(Problem::code)
                .toList();
    }

    @Test
    void findsTheRepositoryFromAnyFolderBelowEvenOneThatDoesNotExist() {
        var git = RealGit.init(top()).write("kafka/environments/prod/a.yaml", "");
        git.commit("one");

        try (var repository = GitRepository.discover(top().resolve("kafka/environments/gone/deeper"))
                .orElseThrow()) {
            assertThat(repository.workTree()).contains(top());
            assertThat(repository.pathOf(top().resolve("kafka/environments/gone")))
                    .contains("kafka/environments/gone");
            assertThat(repository.pathOf(top())).contains("");
            assertThat(repository.pathOf(temp)).isEmpty();
            assertThat(repository.branch()).contains("main");
        }
    }

    @Test
    void isEmptyOutsideAnyRepository() {
        assertThat(GitRepository.discover(temp)).isEmpty();
    }

    @Test
    void aBareRepositoryAmongTheFilesOfAWorkTreeIsNotTaken() {
        var git = RealGit.init(top()).write("readme", "");
        git.commit("one");
        RealGit.init(top().resolve("environments"), "--bare");

        try (var repository =
                GitRepository.discover(top().resolve("environments/refs")).orElseThrow()) {
            assertThat(repository.workTree()).contains(top());
        }
        try (var repository =
                GitRepository.discover(top().resolve("environments")).orElseThrow()) {
            assertThat(repository.workTree()).contains(top());
        }
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
            var files = repository.files(first, "kafka", "environments/prod", GitRepositoryIT::yaml);

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
    void resolvesWhatGitResolves() {
        var git = RealGit.init(top()).write("a", "1");
        var first = git.commit("one");
        git.run("tag", "-a", "v1", "-m", "annotated");
        git.write("a", "2");
        var second = git.commit("two");
        git.run("pack-refs", "--all");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.resolve("HEAD")).isEqualTo(second);
            assertThat(repository.resolve("main~1")).isEqualTo(first);
            assertThat(repository.resolve("v1")).isEqualTo(first);
            assertThat(repository.resolve(first.substring(0, 8))).isEqualTo(first);
            assertThat(repository.resolve("refs/heads/main^{commit}")).isEqualTo(second);
            assertThat(repository.head()).contains(second);
        }
    }

    @Test
    void saysWhatIsWrongWithARevision() {
        var git = RealGit.init(top());
        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(codes(() -> repository.resolve("HEAD"))).containsExactly(GitCodes.NO_COMMIT_YET);
            assertThat(repository.head()).isEmpty();
        }
        git.write("a/b", "1").commit("one");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            for (var unknown :
                    List.of("nope", "0123456789abcdef0123456789abcdef01234567", "main~7", "a..b", "--all", "x^{", "")) {
                assertThat(codes(() -> repository.resolve(unknown)))
                        .as(unknown)
                        .containsExactly(GitCodes.NO_SUCH_REVISION);
            }
            assertThat(codes(() -> repository.resolve("HEAD:a"))).containsExactly(GitCodes.NOT_A_COMMIT);
        }
    }

    @Test
    void saysThatAnAbbreviationIsAmbiguous() {
        var git = RealGit.init(top());
        var firstDigits = new TreeMap<String, String>();
        String ambiguous = null;
        for (int i = 0; ambiguous == null; i++) {
            var blob = git.write("a", "content " + i).run("hash-object", "-w", "a");
            ambiguous = firstDigits.put(blob.substring(0, 4), blob) == null ? null : blob.substring(0, 4);
        }
        var digits = ambiguous;
        git.commit("one");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThatThrownBy(() -> repository.resolve(digits))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(firstDigits.get(digits));
        }
    }

    @Test
    void saysThatAShallowCloneLacksHistory() throws IOException {
        var git = RealGit.init(top()).write("a", "1");
        var first = git.commit("one");
        git.write("a", "2").commit("two");
        var clone = temp.resolve("clone");
        git.run("clone", "-q", "--depth", "1", top().toUri().toString(), clone.toString());

        try (var repository = GitRepository.discover(clone).orElseThrow()) {
            assertThat(repository.isShallow()).isTrue();
            assertThatThrownBy(() -> repository.resolve(first)).hasMessageContaining("shallow");
        }
        // From a shallow remote the clone does not know that it is shallow.
        Files.delete(clone.resolve(".git/shallow"));
        try (var repository = GitRepository.discover(clone).orElseThrow()) {
            assertThat(codes(() -> repository.files(first, "", "a", path -> true)))
                    .containsExactly(GitCodes.INCOMPLETE);
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
            assertThat(codes(() -> repository.file(commit, "folder"))).containsExactly(GitCodes.NOT_A_FILE);
            assertThat(codes(() -> repository.file(commit, "link.yaml"))).containsExactly(GitCodes.SYMBOLIC_LINK);
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
            assertThat(codes(() -> repository.files(commit, "", "environments/prod", GitRepositoryIT::yaml)))
                    .containsExactlyInAnyOrder(GitCodes.SYMBOLIC_LINK, GitCodes.SYMBOLIC_LINK, GitCodes.SUBMODULE);
            assertThat(codes(() -> repository.files(commit, "", "environments/prod/folder", GitRepositoryIT::yaml)))
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
            assertThat(repository.files(good, "", "prod", GitRepositoryIT::yaml).files())
                    .hasSize(1);
            assertThat(codes(() -> repository.files(bad, "", "prod", GitRepositoryIT::yaml)))
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
            assertThat(codes(() -> repository.files(commit, "", "prod", GitRepositoryIT::yaml)))
                    .containsExactly(GitCodes.TOO_MANY_FILES);
            assertThat(repository
                            .files(commit, "", "prod", path -> !path.endsWith("/7.yaml"))
                            .files())
                    .hasSize(SourceFiles.MAX_FILES);
        }
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
            assertThat(repository.dirty(List.of("environments/prod"), GitRepositoryIT::yaml))
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

            assertThat(repository.dirty(List.of("environments/prod"), GitRepositoryIT::yaml))
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
            assertThat(texts(repository.files(commit, "", "environments/prod", path -> true)))
                    .isEqualTo(texts(onDisk));
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
    void readsALinkedWorkTreeAndItsMainOne() {
        var git = RealGit.init(top()).write("prod/a.yaml", "1");
        git.commit("one");
        var linked = temp.resolve("linked");
        git.run("worktree", "add", "-q", "-b", "topic", linked.toString());
        RealGit.in(linked).write("prod/a.yaml", "2");
        var second = RealGit.in(linked).commit("two");
        RealGit.in(linked).write("prod/a.yaml", "3");

        try (var repository = GitRepository.discover(linked.resolve("prod")).orElseThrow()) {
            assertThat(repository.branch()).contains("topic");
            assertThat(repository.head()).contains(second);
            assertThat(repository.pathOf(linked.resolve("prod"))).contains("prod");
            assertThat(repository.resolve("main")).isEqualTo(git.run("rev-parse", "main"));
            assertThat(repository.dirty(List.of("prod"), path -> true)).hasSize(1);
        }
        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.dirty(List.of("prod"), path -> true)).isEmpty();
        }
    }

    @Test
    void readsABareRepositoryAndADetachedHead() {
        var git = RealGit.init(top()).write("prod/a.yaml", "1");
        var commit = git.commit("one");
        var bare = temp.resolve("bare.git");
        git.run("clone", "-q", "--bare", top().toString(), bare.toString());
        git.run("checkout", "-q", "--detach");

        try (var repository = GitRepository.discover(bare).orElseThrow()) {
            assertThat(repository.workTree()).isEmpty();
            assertThat(repository.pathOf(bare)).isEmpty();
            assertThat(repository.dirty(List.of("prod"), path -> true)).isEmpty();
            assertThat(repository.files(commit, "", "prod", path -> true).files())
                    .hasSize(1);
        }
        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.branch()).isEmpty();
        }
    }

    @Test
    void refusesAnotherObjectFormat() {
        RealGit.init(top(), "--object-format=sha256");
        assertThat(codes(() -> GitRepository.discover(top()))).containsExactly(GitCodes.UNSUPPORTED_FORMAT);
    }

    @Test
    void saysThatARepositoryIsBroken() throws IOException {
        Files.createDirectories(temp.resolve("broken/.git"));
        var failure = catchThrowableOfType(Failure.class, () -> GitRepository.discover(temp.resolve("broken")));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failure.problems()).extracting(Problem::code).containsExactly(GitCodes.UNREADABLE);
    }

    @Test
    void executesNothingThatTheRepositoryOrTheUserConfigured() {
        var git = RealGit.init(top()).write("prod/a.yaml", "1");
        var commit = git.commit("one");
        var executed = temp.resolve("executed");
        git.run("config", "filter.evil.clean", "touch '" + executed + "'; cat");
        git.run("config", "core.fsmonitor", "touch '" + executed + "'");
        git.write(".gitattributes", "*.yaml filter=evil\n").write("prod/a.yaml", "2");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.files(commit, "", "prod", path -> true).files())
                    .hasSize(1);
            assertThat(repository.dirty(List.of("prod"), path -> true)).hasSize(1);
            assertThat(executed).doesNotExist();
        }
    }

    @Test
    void readsARepositoryThatBelongsToSomebodyElse() throws IOException {
        // The program git refuses it unless safe.directory names it, because of what configuration can make it execute.
        var git = RealGit.init(top()).write("prod/a.yaml", "1");
        var commit = git.commit("one");
        assumeTrue(Files.getOwner(top()).getName().equals("root"), "only root can give files away");
        var nobody = top().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(top(), nobody);
        Files.setOwner(top().resolve(".git"), nobody);
        assertThatThrownBy(() -> git.run("status")).hasMessageContaining("dubious ownership");

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            assertThat(repository.files(commit, "", "prod", path -> true).files())
                    .hasSize(1);
        }
    }

    @Test
    void writesNothingOfItsOwnIntoTheHomeOrTheRepository() throws IOException {
        var home = Path.of(System.getenv("HOME"));
        var before = everything(home);
        var git = RealGit.init(top()).write("prod/a.yaml", "1");
        git.commit("one");
        var repositoryBefore = everything(top());

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            repository.files(repository.resolve("HEAD"), "", "prod", path -> true);
            repository.dirty(List.of("prod"), path -> true);
            repository.user();
        }

        assertThat(everything(top())).isEqualTo(repositoryBefore);
        assertThat(everything(home)).isEqualTo(before);
    }

    @Test
    void ignoresWhatTheUserIgnoresEverywhere() throws IOException {
        var folder = Path.of(System.getenv("XDG_CONFIG_HOME")).resolve("git");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ignore"), "*.swp\n");
        try {
            RealGit.init(top()).write("prod/.a.yaml.swp", "1").write("prod/b.yaml", "1");
            try (var repository = GitRepository.discover(top()).orElseThrow()) {
                assertThat(repository.dirty(List.of("prod"), GitRepositoryIT::yaml))
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

    private static String everything(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining("\n"));
        }
    }
}
