package io.castellan.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.testing.Execution;
import io.castellan.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Requires("ssh-keygen")
class SshSignerIT {
    private static final String PURPOSE = "castellan-approval";
    private static final String PASSPHRASE = "correct horse battery";
    private static final byte[] MESSAGE = "agreed\n".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private SshKeygen keygen;

    @BeforeEach
    void open() {
        keygen = new SshKeygen(folder);
    }

    private SshSigner signer(Path key, Map<String, String> environment) {
        return new SshSigner("ssh-keygen", environment, key, PATIENCE, notices::add);
    }

    private SshSigner signer(Path key) {
        return new SshSigner(key, PATIENCE, notices::add);
    }

    private static Failure failure(SshSigner signer) {
        return catchThrowableOfType(Failure.class, () -> signer.sign(MESSAGE, PURPOSE));
    }

    private static Code code(Failure failure) {
        return failure.problems().get(0).code();
    }

    private Path script(String text) throws IOException {
        var file = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void signsWithAKeyFileByItsPrivateOrPublicName() {
        var key = keygen.generate("a key", "-t", "ed25519");

        for (var name : List.of(key, Path.of(key + ".pub"))) {
            var signature = signer(name).sign(MESSAGE, PURPOSE);

            assertThat(signature.verify(MESSAGE, PURPOSE).accepted()).isPresent();
            assertThat(keygen.accepts("me " + SshKeygen.publicLine(key), "me", MESSAGE, signature.armored(), PURPOSE))
                    .isTrue();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void signsNothingAndMuch() {
        var key = keygen.generate("key", "-t", "ecdsa");
        var much = new byte[5_000_000];
        new Random(7).nextBytes(much);

        assertThat(signer(key)
                        .sign(new byte[0], PURPOSE)
                        .verify(new byte[0], PURPOSE)
                        .accepted())
                .isPresent();
        assertThat(signer(key).sign(much, PURPOSE).verify(much, PURPOSE).accepted())
                .isPresent();
    }

    @Test
    void signsWithACertificate() {
        var authority = keygen.generate("ca", "-t", "ed25519");
        var key = keygen.generate("key", "-t", "ed25519");
        var certificate = keygen.certify(authority, key, "-n", "key/admin");

        var proven = signer(certificate).sign(MESSAGE, PURPOSE).verify(MESSAGE, PURPOSE);

        assertThat(proven.accepted().orElseThrow().certificate().orElseThrow().principals())
                .containsExactly("key/admin");
    }

    @Test
    @Requires("ssh-agent")
    void signsWithAKeyThatOnlyTheAgentHas() throws Exception {
        var key = keygen.generate("key", "-t", "ed25519");
        var socket = folder.resolve("s");
        var agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        try {
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(socket));
            var environment = Map.of("SSH_AUTH_SOCK", socket.toString());
            assertThat(Execution.of(folder, environment, "ssh-add", "-q", key).status())
                    .isZero();
            Files.delete(key);

            var signature = signer(Path.of(key + ".pub"), environment).sign(MESSAGE, PURPOSE);

            assertThat(signature.claimedKey().line() + " key").isEqualTo(SshKeygen.publicLine(key));
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        assertThat(code(failure(signer(Path.of(key + ".pub"), Map.of("SSH_AUTH_SOCK", socket.toString())))))
                .isEqualTo(SignatureCodes.KEY_UNUSABLE);
    }

    @Test
    void asksForThePassphraseElsewhereAndNeverShowsIt() throws IOException {
        var key = keygen.generate("key", "-t", "ed25519", "-N", PASSPHRASE);
        var answer = script("echo '" + PASSPHRASE + "'");
        var environment = Map.of("SSH_ASKPASS", answer.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", ":none");

        var signature = signer(key, environment).sign(MESSAGE, PURPOSE);

        assertThat(signature.verify(MESSAGE, PURPOSE).accepted()).isPresent();
        assertThat(String.join("\n", notices)).doesNotContain(PASSPHRASE);
    }

    @Test
    void saysThatAKeyCannotBeUnlocked() throws IOException {
        var key = keygen.generate("key", "-t", "ed25519", "-N", PASSPHRASE);
        var answer = script("echo wrong-" + "answer");
        var environment = Map.of("SSH_ASKPASS", answer.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", ":none");

        var failure = failure(signer(key, environment));

        assertThat(code(failure)).isEqualTo(SignatureCodes.KEY_UNUSABLE);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(failure).hasMessageContaining("incorrect passphrase").hasMessageNotContaining("wrong-answer");
    }

    /** Where there is no terminal {@code ssh-keygen} takes the first line of what it shall sign for an answer. */
    @Test
    @Requires("setsid")
    void neverReturnsASignatureOverLessThanTheMessage() throws IOException {
        var key = keygen.generate("key", "-t", "ed25519", "-N", PASSPHRASE);
        var program = script("exec setsid ssh-keygen \"$@\"");
        var message = (PASSPHRASE + "\nagreed\n").getBytes(StandardCharsets.UTF_8);
        var signer =
                new SshSigner(program.toString(), Map.of("SSH_ASKPASS_REQUIRE", "never"), key, PATIENCE, notices::add);

        var failure = catchThrowableOfType(Failure.class, () -> signer.sign(message, PURPOSE));

        assertThat(code(failure)).isIn(SignatureCodes.NOT_ACCEPTABLE, SignatureCodes.KEY_UNUSABLE);
        assertThat(failure).hasMessageNotContaining(PASSPHRASE);
        assertThat(String.join("\n", notices)).doesNotContain(PASSPHRASE);
    }

    @Test
    void tellsBeforehandWhetherAKeyIsThere() {
        var key = keygen.generate("a key", "-t", "ed25519");

        signer(key).requireKey();
        assertThat(key.toFile().delete()).isTrue();
        signer(key).requireKey(); // an agent may have it

        assertThat(catchThrowableOfType(
                        Failure.class, () -> signer(folder.resolve("none")).requireKey()))
                .hasMessageContaining("CAS-SIGN-021")
                .hasMessageContaining("there is no such file");
    }

    @Test
    void saysWhyAKeyCannotBeUsed() throws IOException {
        assertThat(failure(signer(folder.resolve("none"))))
                .hasMessageContaining("CAS-SIGN-021")
                .hasMessageContaining("No such file");
        Files.writeString(folder.resolve("text"), "no key\n");
        assertThat(failure(signer(folder.resolve("text"))))
                .hasMessageContaining("CAS-SIGN-021")
                .hasMessageContaining("the file is no key");
        assertThat(notices).as("what the failures say already").isEmpty();
    }

    @Test
    void refusesAKeyWhoseSignaturesNobodyAccepts() {
        var key = keygen.generate("key", "-t", "rsa", "-b", "1024");

        var failure = failure(signer(key));

        assertThat(code(failure)).isEqualTo(SignatureCodes.NOT_ACCEPTABLE);
        assertThat(failure).hasMessageContaining("1024 bits");
    }

    @Test
    void saysThatTheProgramIsMissing() {
        var failure = failure(new SshSigner(
                folder.resolve("no-such-program").toString(), Map.of(), folder.resolve("key"), PATIENCE, notices::add));

        assertThat(code(failure)).isEqualTo(SignatureCodes.NO_SSH_KEYGEN);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void aComplaintIsSaidOnceHoweverSlowTheProgramIs() throws IOException {
        var slow = script("cat >/dev/null; echo 'Confirm user presence' >&2; sleep 2; echo 'no answer' >&2; exit 1");
        var key = folder.resolve("key");

        assertThat(failure(new SshSigner(slow.toString(), Map.of(), key, PATIENCE, notices::add)))
                .hasMessageContaining("no answer")
                .hasMessageNotContaining("Confirm user presence");
        assertThat(notices).containsExactly("Confirm user presence");

        notices.clear();
        var slower = script("cat >/dev/null; echo 'no answer' >&2; sleep 2; exit 1");
        assertThat(failure(new SshSigner(slower.toString(), Map.of(), key, PATIENCE, notices::add)))
                .hasMessageContaining("see what ssh-keygen said above")
                .hasMessageNotContaining("no answer");
        assertThat(notices).containsExactly("no answer");
    }

    @Test
    void endsWhatDoesNotSignInTimeWithEverythingThatItStarted() throws IOException {
        var pid = folder.resolve("pid");
        var program = script("sleep 600 & echo $! > '" + pid + "'; echo 'Confirm user presence \033[1m' >&2; wait");
        var signer =
                new SshSigner(program.toString(), Map.of(), folder.resolve("key"), Duration.ofSeconds(3), notices::add);

        var before = Instant.now();
        var failure = failure(signer);

        assertThat(code(failure)).isEqualTo(SignatureCodes.NOT_SIGNED_IN_TIME);
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(notices).containsExactly("Confirm user presence ?[1m");
        var child = Long.parseLong(Files.readString(pid).strip());
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
}
