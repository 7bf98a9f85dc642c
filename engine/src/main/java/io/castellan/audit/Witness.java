package io.castellan.audit;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody saw a ledger stand at a commit.
 *
 * @param commit full id
 * @param by who says so, for people: an option, or a commit of the protected branch
 */
public record Witness(String environment, String commit, String by) {
    /** The trailer of commits that holds one. */
    public static final String TRAILER = "Castellan-Ledger";

    private static final Pattern FORM = Pattern.compile("([a-z0-9][a-z0-9-]{0,62})@([0-9a-f]{40})");

    public Witness {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(by, "by");
    }

    /** @param text {@code ENVIRONMENT@COMMIT}; empty where it is not of that form */
    public static Optional<Witness> of(String text, String by) {
        var parts = FORM.matcher(text.strip());
        return parts.matches() ? Optional.of(new Witness(parts.group(1), parts.group(2), by)) : Optional.empty();
    }
}
