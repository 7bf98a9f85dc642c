package io.castellan.cli;

import io.castellan.signature.SshSigner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With which key the record is signed. */
final class LedgerKeyOption {
    static final String VARIABLE = "CASTELLAN_LEDGER_KEY";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Option(
            names = "--ledger-key",
            paramLabel = "FILE",
            description = {
                "The SSH key that signs the record: a private key, or a public key whose private key an agent holds.",
                "By default the key that " + VARIABLE + " names; without one nothing is signed."
            })
    private @Nullable Path file;

    /**
     * The key, tried out.
     *
     * @throws io.castellan.diagnostics.Failure if it cannot sign
     */
    Optional<LedgerKey> open(Session session) {
        return Optional.ofNullable(file)
                .or(() -> Optional.ofNullable(session.environment().get(VARIABLE))
                        .filter(text -> !text.isBlank())
                        .map(Path::of))
                .map(path -> new SshSigner(session.directory().resolve(path), PATIENCE, session.err()::println))
                .map(LedgerKey::of);
    }
}
