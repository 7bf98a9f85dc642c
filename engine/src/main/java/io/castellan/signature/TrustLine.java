package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One line of a file of allowed signers.
 *
 * @param at where it stands
 * @param principals whom the key speaks for
 * @param isAuthority whether it is trusted to make certificates, and not to sign by itself
 * @param namespaces what for; empty for everything
 * @param validAfter the first second in which the key counts
 * @param validBefore the last second in which it counts
 */
public record TrustLine(
        Place at,
        SshPublicKey key,
        PatternList principals,
        boolean isAuthority,
        Optional<PatternList> namespaces,
        Optional<Instant> validAfter,
        Optional<Instant> validBefore) {
    public TrustLine {
        requireNonNull(at, "at");
        requireNonNull(key, "key");
        requireNonNull(principals, "principals");
        requireNonNull(namespaces, "namespaces");
        requireNonNull(validAfter, "validAfter");
        requireNonNull(validBefore, "validBefore");
    }

    /** Whether the key counts for this purpose. */
    public boolean allows(String namespace) {
        return namespaces.map(allowed -> allowed.matches(namespace)).orElse(true);
    }

    /** Why the key does not count at this time; empty where it does. */
    public Optional<Refusal> objection(Instant when) {
        var second = when.truncatedTo(ChronoUnit.SECONDS);
        if (validAfter.filter(second::isBefore).isPresent()) {
            return Optional.of(refusal(Reason.NOT_YET_VALID, "counts from " + validAfter.get() + " on, not yet", when));
        }
        if (validBefore.filter(second::isAfter).isPresent()) {
            return Optional.of(
                    refusal(Reason.NO_LONGER_VALID, "counted until " + validBefore.get() + ", no longer", when));
        }
        return Optional.empty();
    }

    private Refusal refusal(Reason reason, String why, Instant when) {
        return new Refusal(reason, "the key " + key.fingerprint() + " (" + at + ") " + why + " at " + when);
    }
}
