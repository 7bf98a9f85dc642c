package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whose key it is, by which lines of the file of allowed signers.
 *
 * @param certificate by which the key is vouched for; empty where the lines name the key itself
 * @param lines at least one; several where the key is listed more than once
 */
public record Signer(SshPublicKey key, Optional<SshCertificate> certificate, List<TrustLine> lines) {
    public Signer {
        requireNonNull(key, "key");
        requireNonNull(certificate, "certificate");
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no line vouches for " + key);
        }
    }

    /**
     * The names that the key speaks for, ordered: those of the certificate that its authority is listed for, or those written out in
     * the lines. A line with {@code *} or {@code ?} and a plain key has names that cannot be listed; ask {@link #is}.
     */
    public SortedSet<String> principals() {
        return certificate
                .map(vouched -> vouched.principals().stream().filter(this::isListed))
                .orElseGet(() -> lines.stream().flatMap(line -> line.principals().names().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the key speaks for this name. */
    public boolean is(String principal) {
        return isListed(principal)
                && certificate
                        .map(vouched -> vouched.principals().contains(principal))
                        .orElse(true);
    }

    private boolean isListed(String principal) {
        return lines.stream().anyMatch(line -> line.principals().matches(principal));
    }
}
