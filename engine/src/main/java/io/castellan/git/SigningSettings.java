package io.castellan.git;

import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;

/**
 * How {@code git commit} would sign here.
 *
 * @param wanted whether it would without being asked ({@code commit.gpgSign})
 * @param format {@code gpg.format}
 * @param key {@code user.signingKey}, as it is written
 */
public record SigningSettings(boolean wanted, String format, Optional<String> key) {
    /** What Git calls signatures of SSH keys. */
    public static final String SSH = "ssh";

    public SigningSettings {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(key, "key");
    }

    static SigningSettings of(Config config) {
        var format = config.getString("gpg", null, "format");
        return new SigningSettings(
                config.getBoolean("commit", "gpgSign", false),
                format == null ? "openpgp" : format,
                Optional.ofNullable(config.getString("user", null, "signingKey"))
                        .filter(key -> !key.isBlank()));
    }
}
