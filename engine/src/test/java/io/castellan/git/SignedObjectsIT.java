package io.castellan.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.signature.AllowedSigners;
import io.castellan.signature.GitSignature;
import io.castellan.signature.Reason;
import io.castellan.signature.Refusal;
import io.castellan.signature.SshKeygen;
import io.castellan.testing.Execution;
import io.castellan.testing.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that Git makes, held against {@code git verify-commit} and {@code git verify-tag}. */
@Requires("ssh-keygen")
class SignedObjectsIT {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path temp;

    private RealGit git;
    private SshKeygen keygen;
    private String signers = "";

    @BeforeEach
    void open() {
        git = RealGit.init(temp.resolve("repository"));
        keygen = new SshKeygen(temp);
        git.run("config", "gpg.format", "ssh");
        git.run(
                "config",
                "gpg.ssh.allowedSignersFile",
                temp.resolve("allowed_signers").toString());
    }

    private void signWith(Path key) {
        git.run("config", "user.signingKey", key.toString());
    }

    private void allow(String text) throws IOException {
        signers = text;
        Files.writeString(temp.resolve("allowed_signers"), text);
    }

    private String signedCommit(String message) {
        git.run("commit", "-q", "--allow-empty", "-S", "-m", message);
        return git.run("rev-parse", "HEAD");
    }

    private boolean gitAccepts(String command, String object) {
        return Execution.of(git.folder(), Map.of(), "git", command, object).status() == 0;
    }

    private Reason why(GitSignature signature) {
        var allowed = AllowedSigners.read("allowed_signers", signers.getBytes(StandardCharsets.UTF_8), new Problems());
        return signature.verify(allowed, NOW).fold(signer -> null, Refusal::reason);
    }

    private Reason why(String commit) {
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            return why(repository.signature(commit).orElseThrow());
        }
    }

    /** The same commit with something else in it. */
    private String altered(String commit, String text, String other) throws IOException {
        var raw = git.run("cat-file", "commit", commit) + "\n";
        assertThat(raw).contains(text);
        Files.writeString(temp.resolve("raw"), raw.replace(text, other));
        return git.run("hash-object", "-t", "commit", "-w", temp.resolve("raw").toString());
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,2048"})
    void acceptsTheCommitsAndTagsThatGitSigns(String type, String bits) throws IOException {
        var key = keygen.generate("key", "-t", type, "-b", bits);
        allow("key/admin namespaces=\"git\" " + SshKeygen.publicLine(key) + "\n");
        signWith(key);

        var commit = signedCommit("subject\n\nbody with ümlaut\n\nCo-authored-by: B <b@example.org>");
        git.run("tag", "-s", "v1", "-m", "release");

        assertThat(gitAccepts("verify-commit", commit)).isTrue();
        assertThat(why(commit)).isNull();
        assertThat(gitAccepts("verify-tag", "v1")).isTrue();
        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            var tag = repository.tag("v1").orElseThrow();
            assertThat(tag.commit()).isEqualTo(commit);
            assertThat(why(tag.signature().orElseThrow())).isNull();
        }
    }

    @Test
    void acceptsWhatGitSignsWithACertificate() throws IOException {
        var authority = keygen.generate("ca", "-t", "ed25519");
        var key = keygen.generate("key", "-t", "ed25519");
        signWith(keygen.certify(authority, key, "-n", "key/admin"));
        allow("key/* cert-authority " + SshKeygen.publicLine(authority) + "\n");

        var commit = signedCommit("subject");

        assertThat(gitAccepts("verify-commit", commit)).isTrue();
        assertThat(why(commit)).isNull();
    }

    @Test
    void refusesWhatGitRefuses() throws IOException {
        var key = keygen.generate("key", "-t", "ed25519");
        var other = keygen.generate("other", "-t", "ed25519");
        allow("key/admin " + SshKeygen.publicLine(key) + "\n");
        signWith(key);
        var commit = signedCommit("subject");

        var forged = altered(commit, "subject", "another");
        assertThat(gitAccepts("verify-commit", forged)).isFalse();
        assertThat(why(forged)).isEqualTo(Reason.DOES_NOT_MATCH);
        assertThat(why(altered(commit, "author ", "author X"))).isEqualTo(Reason.DOES_NOT_MATCH);

        signWith(other);
        var unlisted = signedCommit("by another");
        assertThat(gitAccepts("verify-commit", unlisted)).isFalse();
        assertThat(why(unlisted)).isEqualTo(Reason.UNKNOWN_KEY);
    }

    /** Git takes the commit's own date for the time of the signature, and its author writes that date. */
    @Test
    void aCommitThatIsDatedBackToBeforeTheEndOfItsKeyDoesNotCountNow() throws IOException {
        var key = keygen.generate("key", "-t", "ed25519");
        allow("key/admin valid-before=\"20260101Z\" " + SshKeygen.publicLine(key) + "\n");
        signWith(key);
        var date = "2025-06-01T00:00:00Z";
        var run = Execution.of(
                git.folder(),
                Map.of("GIT_COMMITTER_DATE", date, "GIT_AUTHOR_DATE", date),
                "git",
                "commit",
                "-q",
                "--allow-empty",
                "-S",
                "-m",
                "long ago");
        assertThat(run.status()).as(run.err()).isZero();
        var commit = git.run("rev-parse", "HEAD");

        assertThat(gitAccepts("verify-commit", commit)).isTrue();
        assertThat(why(commit)).isEqualTo(Reason.NO_LONGER_VALID);
    }

    @Test
    void seesNoSignatureWhereThereIsNone() {
        var commit = git.commit("plain");
        git.run("tag", "light");
        git.run("tag", "-a", "annotated", "-m", "no signature");

        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            assertThat(repository.signature(commit)).isEmpty();
            assertThat(repository.tag("light")).isEmpty();
            assertThat(repository.tag("none")).isEmpty();
            assertThat(repository.tag("annotated").orElseThrow().signature()).isEmpty();
        }
    }

    @Test
    void refusesATagUnderAnotherNameAndOneOfSomethingElse() {
        git.commit("one");
        git.run("tag", "-a", "v1", "-m", "release");
        git.run("update-ref", "refs/tags/v2", git.run("rev-parse", "refs/tags/v1"));
        git.run("tag", "-a", "tree", "-m", "a folder", "HEAD^{tree}");

        try (var repository = GitRepository.discover(git.folder()).orElseThrow()) {
            assertThat(GitRepositoryIT.codes(() -> repository.tag("v2"))).containsExactly(GitCodes.TAG_RENAMED);
            assertThat(GitRepositoryIT.codes(() -> repository.tag("tree"))).containsExactly(GitCodes.NOT_A_COMMIT);
            assertThat(repository.tag("v1")).isPresent();
        }
    }
}
