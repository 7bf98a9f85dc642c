package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.CommitSigner;
import io.castellan.git.SigningSettings;
import io.castellan.signature.SshSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Signs the commits that a command makes for its user: with the key that is named, otherwise as {@code git commit} would. */
final class CommitKey {
    private static final String LITERAL = "key::";
    private static final String HOME = "~/";

    private final Session session;

    CommitKey(Session session) {
        this.session = session;
    }

    /**
     * @param named by the user of the command
     * @param git how the user's Git signs
     * @param notes hears why nothing is signed although Git is set to
     */
    Optional<CommitSigner> find(Optional<Path> named, SigningSettings git, Consumer<Problem> notes) {
        if (named.isPresent()) {
            return named.map(this::signing);
        }
        if (!git.wanted()) {
            return Optional.empty();
        }
        var key = git.key().filter(any -> git.format().equals(SigningSettings.SSH));
        if (key.isEmpty()) {
            notes.accept(Problem.warning(
                            CliCodes.NOT_SIGNED,
                            "commit.gpgSign is set, and the commit is not signed: "
                                    + (git.format().equals(SigningSettings.SSH)
                                            ? "user.signingKey names no key"
                                            : "only SSH keys are used here, and gpg.format is not ssh"))
                    .withHint("name an SSH key with --key, or sign it with: git commit --amend --no-edit -S"));
        }
        return key.map(this::configured);
    }

    private CommitSigner signing(Path key) {
        return commit ->
                Signing.signer(session, key).sign(commit, SshSignature.GIT).armored();
    }

    /** A path, from the home folder or not, or a public key whose private key an agent holds. */
    private CommitSigner configured(String key) {
        if (key.startsWith(LITERAL)) {
            return held(key.substring(LITERAL.length()));
        }
        if (key.startsWith("ssh-")) {
            return held(key);
        }
        var home = session.environment().get("HOME");
        return signing(
                key.startsWith(HOME) && home != null ? Path.of(home, key.substring(HOME.length())) : Path.of(key));
    }

    private CommitSigner held(String publicKey) {
        return commit -> {
            try {
                var file = Files.createTempFile("castellan-key", ".pub");
                try {
                    Files.writeString(file, publicKey + "\n");
                    return signing(file).sign(commit);
                } finally {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new Failure(
                        ExitCode.UNREACHABLE,
                        Problem.error(
                                CliCodes.NOT_WRITTEN,
                                "the public key of user.signingKey could not be written to a file: " + e.getMessage()),
                        e);
            }
        };
    }
}
