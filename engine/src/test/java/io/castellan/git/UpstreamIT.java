package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.testing.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking another repository without changing it: on a disk, over HTTP, over SSH. */
class UpstreamIT {
    @TempDir
    private Path temp;

    private RealGit origin;
    private RealGit clone;
    private String tip = "";

    @BeforeEach
    void aCloneAndWhatItWasClonedFrom() {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        clone = RealGit.init(temp.resolve("clone"));
        tip = clone.write("a", "a").commit("first");
        clone.run("remote", "add", "origin", origin.folder().toString());
        clone.run("push", "-q", "origin", "main", "main:castellan/ledger/prod");
        clone.run("tag", "v1");
    }

    private void ask(Map<String, String> programs) {
        var before = origin.run("for-each-ref") + clone.run("for-each-ref");
        try (var repository = GitRepository.discover(clone.folder()).orElseThrow()) {
            var upstream = Upstream.of(
                            repository, new RemoteSettings(Duration.ofSeconds(20), programs, new Random(1), line -> {}))
                    .orElseThrow();
            assertThat(upstream.heads()).isEqualTo(Map.of("main", tip, "castellan/ledger/prod", tip));
            upstream.knock();
        } finally {
            assertThat(origin.run("for-each-ref") + clone.run("for-each-ref")).isEqualTo(before);
        }
    }

    private void refused() {
        assertThatThrownBy(() -> ask(Map.of()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
    }

    @Test
    void onADisk() {
        ask(Map.of());
    }

    @Test
    void aRepositoryOnADiskThatLacksAFolderTakesNothing() throws Exception {
        Files.move(origin.folder().resolve("objects"), temp.resolve("objects"));
        Files.createSymbolicLink(origin.folder().resolve("objects"), temp.resolve("gone"));

        assertThatThrownBy(() -> {
                    try (var repository = GitRepository.discover(clone.folder()).orElseThrow()) {
                        Upstream.of(
                                        repository,
                                        new RemoteSettings(Duration.ofSeconds(20), Map.of(), new Random(1), line -> {}))
                                .orElseThrow()
                                .knock();
                    }
                })
                .hasMessageContaining("CAS-GIT-021");
    }

    @Test
    void overHttpAlsoWhereItTakesNoPush() throws Exception {
        try (var http = new HttpHost(temp, Optional.empty())) {
            clone.run("remote", "set-url", "origin", http.url("origin.git"));
            ask(Map.of());

            origin.run("config", "http.receivepack", "false");
            refused();
        }
    }

    @Test
    @Requires("sshd")
    void overSsh() throws Exception {
        try (var ssh = new SshHost(temp.resolve("ssh"))) {
            clone.run("remote", "set-url", "origin", ssh.url(origin.folder()));
            ask(Map.of("GIT_SSH_COMMAND", ssh.command()));
        }
    }

    @Test
    void withoutARemoteThereIsNobodyToAsk() {
        clone.run("remote", "remove", "origin");
        try (var repository = GitRepository.discover(clone.folder()).orElseThrow()) {
            assertThat(Upstream.of(
                            repository, new RemoteSettings(Duration.ofSeconds(5), Map.of(), new Random(1), line -> {})))
                    .isEmpty();
        }
    }
}
