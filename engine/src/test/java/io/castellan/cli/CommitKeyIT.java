package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Secrets;
import io.castellan.git.CommitSigner;
import io.castellan.git.SigningSettings;
import io.castellan.signature.SignatureCodes;
import io.castellan.signature.SshKeygen;
import io.castellan.signature.SshSignature;
import io.castellan.testing.Requires;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key signs a commit that a command makes: the one that {@code git commit} would take, unless one is named. */
@Requires("ssh-keygen")
class CommitKeyIT {
    private static final byte[] COMMIT = "tree 4b82\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    private final List<Problem> notes = new ArrayList<>();
    private Path key = Path.of("");
    private Path other = Path.of("");

    @BeforeEach
    void keys() {
        var keygen = new SshKeygen(temp);
        key = keygen.generate("key", "-t", "ed25519");
        other = keygen.generate("other", "-t", "ed25519");
    }

    private Optional<CommitSigner> find(Optional<Path> named, SigningSettings git) {
        var session = new Session(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Screen.PLAIN,
                Clock.systemUTC(),
                Map.of("HOME", temp.toString()),
                temp,
                new Secrets(Map.of()),
                Optional.empty());
        return new CommitKey(session).find(named, git, notes::add);
    }

    private Optional<CommitSigner> asGit(String key) {
        return find(Optional.empty(), new SigningSettings(true, SigningSettings.SSH, Optional.of(key)));
    }

    private static String signedBy(Optional<CommitSigner> signer) {
        var signature =
                SshSignature.read(signer.orElseThrow().sign(COMMIT)).accepted().orElseThrow();
        return signature
                .verify(COMMIT, SshSignature.GIT)
                .accepted()
                .orElseThrow()
                .key()
                .line();
    }

    private static String line(Path key) {
        return SshKeygen.publicLine(key).replace(" " + key.getFileName(), "");
    }

    @Test
    void aKeyIsFoundByItsPathAlsoFromTheHomeFolder() {
        assertThat(signedBy(asGit(key.toString()))).isEqualTo(line(key));
        assertThat(signedBy(asGit("~/key"))).isEqualTo(line(key));
    }

    @Test
    void theKeyThatIsNamedGoesBeforeGitsAndNeedsNoneOfItsSettings() {
        var settings = new SigningSettings(true, SigningSettings.SSH, Optional.of(other.toString()));
        var none = new SigningSettings(false, "openpgp", Optional.empty());

        assertThat(signedBy(find(Optional.of(key), settings))).isEqualTo(line(key));
        assertThat(signedBy(find(Optional.of(key), none))).isEqualTo(line(key));
        assertThat(notes).isEmpty();
    }

    @Test
    void whereGitWouldNotSignNothingIsSignedAlsoIfAKeyIsSet() {
        assertThat(find(Optional.empty(), new SigningSettings(false, SigningSettings.SSH, Optional.of(key.toString()))))
                .isEmpty();
        assertThat(notes).isEmpty();
    }

    @Test
    void whereGitIsSetToSignAndNamesNoKeyThatIsSaid() {
        assertThat(find(Optional.empty(), new SigningSettings(true, SigningSettings.SSH, Optional.empty())))
                .isEmpty();

        assertThat(notes).singleElement().satisfies(note -> {
            assertThat(note.code()).isEqualTo(CliCodes.NOT_SIGNED);
            assertThat(note.message()).contains("user.signingKey names no key");
        });
    }

    /** There is no agent that holds it; but it is taken for a key, not for the name of a file. */
    @ParameterizedTest
    @ValueSource(strings = {"key::", ""})
    void aPublicKeyItselfIsLookedForInTheAgent(String before) throws Exception {
        var signer = asGit(before + line(other)).orElseThrow();

        var failure = catchThrowableOfType(Failure.class, () -> signer.sign(COMMIT));

        assertThat(failure.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(SignatureCodes.KEY_UNUSABLE);
            assertThat(problem.message()).doesNotContain(line(other).split(" ")[1]);
        });
    }
}
