package io.castellan.access;

import io.castellan.diagnostics.Code;
import io.castellan.ledger.LedgerCodes;
import io.castellan.signature.GitSignature;
import io.castellan.signature.Reason;
import io.castellan.signature.Refusal;
import io.castellan.signature.Signer;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who signed an event of a ledger, by one version of the policy. Whether it had to be signed is another question. */
public sealed interface EventSigner permits EventSigner.SignedBy, EventSigner.Unsigned, EventSigner.Bad {
    <R> R fold(Function<SignedBy, R> signed, Function<Unsigned, R> unsigned, Function<Bad, R> bad);

    /** By a key that the policy lets sign here, valid at the event's time. */
    record SignedBy(Identity key, Signer signer) implements EventSigner {
        public SignedBy {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(signer, "signer");
        }

        @Override
        public <R> R fold(Function<SignedBy, R> signed, Function<Unsigned, R> unsigned, Function<Bad, R> bad) {
            return signed.apply(this);
        }
    }

    /** By nobody. */
    record Unsigned() implements EventSigner {
        @Override
        public <R> R fold(Function<SignedBy, R> signed, Function<Unsigned, R> unsigned, Function<Bad, R> bad) {
            return unsigned.apply(this);
        }
    }

    /**
     * In a way that does not count.
     *
     * @param why a clause
     */
    record Bad(Code code, String why) implements EventSigner {
        public Bad {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<SignedBy, R> signed, Function<Unsigned, R> unsigned, Function<Bad, R> bad) {
            return bad.apply(this);
        }
    }

    /** Empty if it is signed as it should be; otherwise code and clause. */
    default Optional<Bad> objection() {
        return fold(
                signed -> Optional.empty(),
                unsigned -> Optional.of(new Bad(LedgerCodes.NOT_SIGNED, "is not signed")),
                Optional::of);
    }

    /**
     * @param signature of the event's commit, as it stands there
     * @param at the time that the event names
     */
    static EventSigner of(Optional<GitSignature> signature, Instant at, PolicyVersion version, String environment) {
        return signature
                .map(made -> made.verify(version.signers(), at)
                        .fold(signer -> allowed(signer, version, environment), EventSigner::refused))
                .orElseGet(Unsigned::new);
    }

    /** Whether a key whose signature is good may sign the ledger. */
    static EventSigner allowed(Signer signer, PolicyVersion version, String environment) {
        var keys = version.policy()
                .access(environment)
                .map(access -> access.signed().keys())
                .orElse(Set.of());
        return keys.stream()
                .sorted()
                .filter(key -> signer.is(key.text()))
                .findFirst()
                .<EventSigner>map(key -> new SignedBy(key, signer))
                .orElseGet(() -> new Bad(
                        LedgerCodes.SIGNED_BY_ANOTHER,
                        "is signed by " + String.join(", ", signer.principals()) + ", and the ledger of " + environment
                                + " is to be signed by "
                                + keys.stream().map(Identity::text).sorted().collect(Collectors.joining(" or "))));
    }

    /** @param refusal of a signature or a key */
    static EventSigner refused(Refusal refusal) {
        return new Bad(code(refusal.reason()), "is signed in a way that does not count: " + refusal.message());
    }

    private static Code code(Reason reason) {
        return switch (reason) {
            case UNKNOWN_KEY, NAMESPACE_NOT_ALLOWED, NO_PRINCIPAL -> LedgerCodes.SIGNED_BY_ANOTHER;
            case NOT_YET_VALID, NO_LONGER_VALID -> LedgerCodes.KEY_NOT_VALID;
            case MALFORMED,
                    UNSUPPORTED_KIND,
                    UNSUPPORTED_ALGORITHM,
                    OTHER_NAMESPACE,
                    DOES_NOT_MATCH,
                    NO_PRESENCE,
                    CERTIFICATE_REFUSED -> LedgerCodes.BAD_SIGNATURE;
        };
    }
}
