package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.testing.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of another repository, over each way there is. */
class RemoteCopyIT {
    @TempDir
    Path temp;

    private final List<RemoteCopy> opened = new ArrayList<>();
    private RealGit origin;
    private RealGit clone;

    @BeforeEach
    void aBareRepositoryWithOneCommit() {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        clone = RealGit.init(temp.resolve("clone"));
        clone.run("remote", "add", "origin", origin.folder().toString());
        clone.write("a", "1").commit("one");
        push();
    }

    @AfterEach
    void close() {
        opened.forEach(RemoteCopy::close);
    }

    private void push() {
        clone.run("push", "-q", "origin", "main");
    }

    static RemoteSettings settings(Duration patience, Map<String, String> programs) {
        return new RemoteSettings(patience, programs, new Random(1), line -> {});
    }

    private RemoteCopy copy(String url, Map<String, String> programs) {
        var copy = RemoteCopy.open(
                temp.resolve("caches"),
                RemoteAddress.parse(url),
                List.of("main", "castellan/ledger/*"),
                settings(Duration.ofSeconds(30), programs));
        opened.add(copy);
        return copy;
    }

    private RemoteCopy copy() {
        return copy(origin.folder().toString(), Map.of());
    }

    private ProtectedBranch fetched(RemoteCopy copy) {
        copy.fetch();
        return copy.branch("main");
    }

    private static void assertFails(ExitCode exitCode, String code, Runnable call) {
        var failure = catchThrowableOfType(Failure.class, call::run);
        assertThat(failure).isNotNull().hasMessageContaining(code);
        assertThat(failure.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void theBranchIsAsItIsOverThereWhateverTheCloneCallsByThatName() {
        var one = clone.run("rev-parse", "main");
        var branch = fetched(copy());
        var local = clone.write("a", "2").commit("two, not pushed");

        assertThat(branch.tip()).isEqualTo(one);
        assertThat(fetched(copy()).tip()).isEqualTo(one);
        assertThat(fetched(copy()).holds(local)).isFalse();

        push();
        assertThat(fetched(copy()).tip()).isEqualTo(local);
        assertThat(copy().repository().files(local, "", "", path -> true).files())
                .hasSize(1);
    }

    @Test
    void aMergedCommitWasNeverTheBranchButTheBranchComesAfterIt() {
        var one = clone.run("rev-parse", "main");
        clone.run("checkout", "-q", "-b", "feature");
        var feature = clone.write("b", "1").commit("on a branch of its own");
        clone.run("checkout", "-q", "main");
        var two = clone.write("a", "2").commit("two");
        clone.run("merge", "-q", "--no-ff", "-m", "merge", "feature");
        push();

        var branch = fetched(copy());

        assertThat(List.of(one, two, branch.tip())).allMatch(branch::holds);
        assertThat(branch.holds(feature)).isFalse();
        assertThat(branch.descends(branch.tip(), feature)).isTrue();
        assertThat(branch.descends(two, feature)).isFalse();
        assertThat(branch.descends(one, two)).isFalse();
        assertThat(branch.holds("0123456789012345678901234567890123456789")).isFalse();
    }

    @Test
    void aLongHistoryIsWalkedInAMoment() throws Exception {
        var stream = new StringBuilder();
        for (int i = 1; i <= 5_000; i++) {
            stream.append("commit refs/heads/main\ncommitter a <a@b> ")
                    .append(1_700_000_000 + i)
                    .append(" +0000\ndata 1\nx\n");
            if (i == 1) {
                stream.append("from refs/heads/main^0\n");
            }
        }
        var file = Files.writeString(temp.resolve("stream"), stream);
        var process = new ProcessBuilder("git", "fast-import", "--quiet")
                .directory(origin.folder().toFile())
                .redirectInput(file.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        var branch = fetched(copy());
        var first = clone.run("rev-parse", "main");
        assertThat(branch.holds(first)).isTrue();

        var start = System.nanoTime();
        assertThat(branch.holds(first)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aRewrittenBranchIsRefusedAndStaysRefused() {
        fetched(copy());
        clone.run("commit", "-q", "--amend", "-m", "another one");
        clone.run("push", "-q", "--force", "origin", "main");

        assertFails(ExitCode.REFUSED, "CAS-GIT-019", () -> fetched(copy()));
        assertFails(ExitCode.REFUSED, "CAS-GIT-019", () -> fetched(copy()));
    }

    @Test
    void aDeletedBranchIsRefused() {
        fetched(copy());
        origin.run("update-ref", "-d", "refs/heads/main");

        assertFails(ExitCode.REFUSED, "CAS-GIT-019", () -> fetched(copy()));
    }

    @Test
    void aBranchThatWasNeverThereIsNamed() {
        origin.run("update-ref", "-d", "refs/heads/main");

        assertFails(ExitCode.INPUT, "CAS-GIT-020", () -> fetched(copy()));
    }

    @Test
    void whatIsCutOffIsRefusedUntilItIsWhole() {
        clone.write("a", "2").commit("two");
        clone.write("a", "3").commit("three");
        push();
        var shallow = temp.resolve("shallow.git");
        origin.run("clone", "-q", "--bare", "--depth", "1", "file://" + origin.folder(), shallow.toString());

        assertFails(ExitCode.REFUSED, "CAS-GIT-006", () -> fetched(copy(shallow.toString(), Map.of())));
        assertFails(ExitCode.REFUSED, "CAS-GIT-006", () -> fetched(copy(shallow.toString(), Map.of())));

        RealGit.in(shallow).run("fetch", "-q", "--unshallow");
        assertThat(fetched(copy(shallow.toString(), Map.of())).holds(clone.run("rev-parse", "main~2")))
                .isTrue();
    }

    @Test
    void severalProcessesMayBeginAndFollowOneCopy() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var own = RemoteAddress.parse(origin.folder().toString());
                work.add(() -> {
                    try (var copy = RemoteCopy.open(
                            temp.resolve("caches"), own, List.of("main"), settings(Duration.ofSeconds(30), Map.of()))) {
                        return fetched(copy).tip();
                    }
                });
            }
            for (var tip : threads.invokeAll(work)) {
                assertThat(tip.get()).isEqualTo(clone.run("rev-parse", "main"));
            }
        } finally {
            threads.shutdownNow();
        }
        try (var folders = Files.list(temp.resolve("caches"))) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void whereNothingIsIsSaidAndIsNotTheUsersFault() {
        assertFails(ExitCode.UNREACHABLE, "CAS-GIT-018", () -> fetched(copy(temp.resolve("none") + "", Map.of())));
        assertFails(ExitCode.UNREACHABLE, "CAS-GIT-018", () -> fetched(copy("http://127.0.0.1:9/state", Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "a..b", "a b", "*", "refs/../x", "x.lock", "a~1", "@{u}", "a\u0007b", ""})
    void aHostileNameIsNoBranch(String name) {
        var address = RemoteAddress.parse(origin.folder().toString());
        assertFails(
                ExitCode.INPUT,
                "CAS-GIT-016",
                () -> RemoteCopy.open(
                        temp.resolve("caches"), address, List.of(name), settings(Duration.ofSeconds(1), Map.of())));
    }

    @Test
    void overHttpWithThePasswordThatGitKnowsAndNeverInAMessage() throws Exception {
        try (var host = new HttpHost(temp, Optional.of("robot:hunter2"))) {
            var url = host.url("origin.git");
            assertThat(catchThrowableOfType(Failure.class, () -> fetched(copy(url, Map.of()))))
                    .hasMessageContaining("CAS-GIT-018")
                    .hasMessageNotContaining("hunter2");

            var home = Path.of(System.getenv("HOME"));
            Files.createDirectories(home);
            var config = home.resolve(".gitconfig");
            var before = Files.exists(config) ? Files.readString(config) : "";
            try {
                Files.writeString(
                        config,
                        before + "\n[credential \"http://127.0.0.1:" + host.port()
                                + "\"]\n\thelper = \"!f() { echo username=robot; echo password=hunter2; }; f\"\n");
                assertThat(fetched(copy(url, Map.of())).tip()).isEqualTo(clone.run("rev-parse", "main"));
            } finally {
                Files.writeString(config, before);
            }
        }
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedForLongerThanWeSay() throws Exception {
        try (var silent = new java.net.ServerSocket(0, 50, java.net.InetAddress.getByName("127.0.0.1"))) {
            var copy = RemoteCopy.open(
                    temp.resolve("caches"),
                    RemoteAddress.parse("http://127.0.0.1:" + silent.getLocalPort() + "/state"),
                    List.of("main"),
                    settings(Duration.ofSeconds(2), Map.of()));
            opened.add(copy);
            var start = System.nanoTime();
            assertFails(ExitCode.UNREACHABLE, "CAS-GIT-018", copy::fetch);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void anSshThatHangsIsEnded() {
        var copy = RemoteCopy.open(
                temp.resolve("caches"),
                RemoteAddress.parse("git@127.0.0.1:state"),
                List.of("main"),
                settings(Duration.ofSeconds(2), Map.of("GIT_SSH_COMMAND", "exec sleep 60; :")));
        opened.add(copy);
        var start = System.nanoTime();
        assertFails(ExitCode.UNREACHABLE, "CAS-GIT-018", copy::fetch);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void anSshWhoseStreamsEndBeforeItselfIsWaitedFor() {
        var copy = copy(
                "git@127.0.0.1:state", Map.of("GIT_SSH_COMMAND", "exec sh -c 'exec >&- 2>&- <&-; sleep 1; exit 7'; :"));
        assertFails(ExitCode.UNREACHABLE, "CAS-GIT-018", copy::fetch);
    }

    @Test
    void whatAServerSaysNeverActsOnATerminal() {
        var copy = copy(
                "git@127.0.0.1:state",
                Map.of("GIT_SSH_COMMAND", "printf '\\033[31mgo away\\r\\n::error::forged' >&2; exit 1; :"));
        assertThat(catchThrowableOfType(Failure.class, copy::fetch).getMessage())
                .contains("CAS-GIT-018", "go away")
                .doesNotContain("\u001b", "\n", "\r");
    }

    @Test
    @Requires("sshd")
    void overSshWithTheUsersOwnProgramAndKeys() throws Exception {
        try (var host = new SshHost(temp.resolve("ssh"))) {
            var programs = Map.of("GIT_SSH_COMMAND", host.command());
            var branch = fetched(copy(host.url(origin.folder()), programs));

            assertThat(branch.tip()).isEqualTo(clone.run("rev-parse", "main"));
            assertThat(host.log()).contains("Accepted publickey");
        }
    }
}
