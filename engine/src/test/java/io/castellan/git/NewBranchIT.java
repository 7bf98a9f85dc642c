package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits on branches of their own, held against the git program. */
class NewBranchIT {
    private static final NewBranch BRANCH = new NewBranch("rollback/prod");

    @TempDir
    private Path temp;

    private RealGit origin;
    private RealGit clone;
    private GitRepository repository;
    private String base;

    @BeforeEach
    void aCloneWithOneCommit() throws IOException {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        clone = RealGit.init(temp.resolve("clone"));
        clone.run("remote", "add", "origin", origin.folder().toString());
        clone.write("environments/prod/a.yaml", "old").write("environments/prod/b.yaml", "goes");
        clone.write("run", "stays");
        Files.setPosixFilePermissions(clone.folder().resolve("run"), PosixFilePermissions.fromString("rwxr-xr-x"));
        base = clone.commit("one");
        clone.run("push", "-q", "origin", "main");
        repository = GitRepository.discover(clone.folder()).orElseThrow();
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private static Optional<byte[]> text(String text) {
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private String commit(GitRepository where) {
        return NewBranch.commit(
                where,
                new NewCommit(
                        base,
                        Map.of(
                                "environments/prod/a.yaml", text("new\r\n"),
                                "environments/prod/b.yaml", Optional.empty(),
                                "environments/prod/deep/c.yaml", text("comes"),
                                "run", text("otherwise")),
                        "Roll back\n\nCo-authored-by: Ada <ada@example.org>\n",
                        new Person("admin", "admin@example.org"),
                        Instant.parse("2026-11-22T10:00:00Z")),
                Optional.empty());
    }

    private static void assertFails(Runnable call, ExitCode exitCode, String code) {
        var failure = catchThrowableOfType(Failure.class, call::run);
        assertThat(failure).isNotNull().hasMessageContaining(code);
        assertThat(failure.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void changesOnlyTheFilesThatAreNamedAndTouchesNoWorkTree() {
        var made = commit(repository);

        assertThat(clone.run("branch", "--list")).as("no branch yet").isEqualTo("* main");
        BRANCH.begin(repository, repository, made);

        assertThat(clone.run("diff", "--name-status", "main", "rollback/prod"))
                .isEqualTo("M\tenvironments/prod/a.yaml\nD\tenvironments/prod/b.yaml\n"
                        + "A\tenvironments/prod/deep/c.yaml\nM\trun");
        assertThat(clone.run("cat-file", "-s", "rollback/prod:environments/prod/a.yaml"))
                .as("CR LF stay")
                .isEqualTo("5");
        assertThat(clone.run("ls-tree", "rollback/prod", "run"))
                .as("it can still be executed")
                .startsWith("100755");
        assertThat(clone.run("rev-parse", "rollback/prod^")).isEqualTo(base);
        assertThat(clone.run("log", "-1", "--format=%an <%ae> %cI", "rollback/prod"))
                .isEqualTo("admin <admin@example.org> 2026-11-22T10:00:00+00:00");
        assertThat(clone.run("status", "--porcelain")).isEmpty();
        assertThat(repository.commit(made).orElseThrow().coAuthors())
                .containsExactly(new Person("Ada", "ada@example.org"));
        clone.run("fsck", "--strict");
    }

    @Test
    void neverMovesABranchThatExists() {
        clone.run("branch", "rollback/prod");
        assertFails(() -> BRANCH.begin(repository, repository, commit(repository)), ExitCode.INPUT, "CAS-GIT-026");
        assertThat(clone.run("rev-parse", "rollback/prod")).isEqualTo(base);
    }

    @Test
    void aFileThatGitCannotHaveIsRefused() {
        for (var path : List.of("../x.yaml", ".git/config", "a//b")) {
            assertFails(
                    () -> NewBranch.commit(
                            repository,
                            new NewCommit(base, Map.of(path, text("x")), "m", new Person("a", "b"), Instant.EPOCH),
                            Optional.empty()),
                    ExitCode.INPUT,
                    "CAS-GIT-025");
        }
    }

    @Test
    void aCommitThatWasMadeInACopyComesToTheCloneWithAllThatItNeeds() {
        var copy = RemoteCopy.open(
                temp.resolve("caches"),
                RemoteAddress.parse(origin.folder().toString()),
                List.of("main"),
                RemoteCopyIT.settings(Duration.ofSeconds(30), Map.of()));
        var other = RealGit.init(temp.resolve("an empty clone"));
        try (copy;
                var empty = GitRepository.discover(other.folder()).orElseThrow()) {
            copy.fetch();
            var made = commit(copy.repository());
            BRANCH.push(copy, made);
            BRANCH.begin(empty, copy.repository(), made);

            assertThat(origin.run("rev-parse", "rollback/prod")).isEqualTo(made);
            assertThat(other.run("log", "--format=%s", "rollback/prod")).isEqualTo("Roll back\none");
            assertThat(other.run("for-each-ref")).as("nothing else").hasLineCount(1);
            other.run("fsck", "--strict");
            assertFails(() -> BRANCH.push(copy, base), ExitCode.INPUT, "CAS-GIT-026");
        }
    }

    @Test
    void isPushedToWhereTheCloneCameFromAndNeverOverAnything() {
        var settings = RemoteCopyIT.settings(Duration.ofSeconds(30), Map.of());
        var made = commit(repository);
        BRANCH.push(repository, settings, made);
        assertThat(origin.run("rev-parse", "rollback/prod")).isEqualTo(made);

        origin.run("update-ref", "refs/heads/rollback/prod", base);
        assertFails(() -> BRANCH.push(repository, settings, made), ExitCode.INPUT, "CAS-GIT-026");
        assertThat(origin.run("rev-parse", "rollback/prod")).isEqualTo(base);

        clone.run("remote", "remove", "origin");
        try (var alone = GitRepository.discover(clone.folder()).orElseThrow()) {
            assertFails(() -> BRANCH.push(alone, settings, made), ExitCode.INPUT, "CAS-GIT-027");
        }
    }
}
