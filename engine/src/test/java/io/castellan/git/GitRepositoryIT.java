package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoryIT {
    @TempDir
    Path temp;

    private Path top() {
        return temp.resolve("a repository with späces");
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

    private static String everything(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining("\n"));
        }
    }

    /** One walk for all must tell what a walk for each tells. */
    @Test
    void historiesFromSeveralBeginningsAreThoseOfEachByItself() {
        var git = RealGit.init(top()).write("prod/a.yaml", "1");
        var one = git.commit("one");
        git.run("checkout", "-q", "-b", "side");
        git.write("prod/b.yaml", "side").commit("side");
        git.run("checkout", "-q", "main");
        git.write("readme", "other").commit("nothing of the folder");
        var two = git.write("prod/a.yaml", "2").commit("two");
        git.run("merge", "-q", "--no-edit", "-m", "merge", "side");
        var merged = git.run("rev-parse", "HEAD").strip();
        git.run("checkout", "-q", "-b", "elsewhere", one);
        var elsewhere = git.write("prod/a.yaml", "9").commit("never merged");
        git.run("checkout", "-q", "main");
        var tip = git.write("prod/b.yaml", "3").commit("three");
        var begins = Stream.of(one, two, merged, tip).map(Optional::of).toList();

        try (var repository = GitRepository.discover(top()).orElseThrow()) {
            for (var others : List.of(
                    List.<Optional<String>>of(), List.of(Optional.<String>empty()), List.of(Optional.of(elsewhere)))) {
                var since = Stream.concat(begins.stream(), others.stream()).collect(Collectors.toSet());

                var histories = repository.histories("prod", since, tip);

                assertThat(histories.keySet()).isEqualTo(since);
                since.forEach(from -> assertThat(histories.get(from))
                        .as("since " + from)
                        .isEqualTo(repository.history("prod", from, tip)));
            }
            assertThat(repository.histories("prod", Set.of(Optional.of(two), Optional.of(merged)), tip))
                    .hasEntrySatisfying(
                            Optional.of(two),
                            commits -> assertThat(commits)
                                    .extracting(Commit::subject)
                                    .containsExactly("three", "merge", "side"))
                    .hasEntrySatisfying(
                            Optional.of(merged),
                            commits -> assertThat(commits)
                                    .extracting(Commit::subject)
                                    .containsExactly("three"));
        }
    }
}
