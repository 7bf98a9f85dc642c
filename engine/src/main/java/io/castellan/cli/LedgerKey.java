package io.castellan.cli;

import io.castellan.access.EventSigner;
import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.GitLedger;
import io.castellan.ledger.LedgerCodes;
import io.castellan.signature.ProvenKey;
import io.castellan.signature.SshSignature;
import io.castellan.signature.SshSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A key that signs what is recorded; it has shown that it can. */
final class LedgerKey {
    /** No commit begins like this, so this signature is of no use for anything else. */
    private static final byte[] PROBE = "castellan: can this key sign?\n".getBytes(StandardCharsets.UTF_8);

    private final SshSigner signer;
    private final ProvenKey proven;

    private LedgerKey(SshSigner signer, ProvenKey proven) {
        this.signer = signer;
        this.proven = proven;
    }

    /** @throws Failure as {@link SshSigner#sign} says, if the key cannot sign now */
    static LedgerKey of(SshSigner signer) {
        var proven = signer.sign(PROBE, SshSignature.GIT)
                .verify(PROBE, SshSignature.GIT)
                .accepted()
                .orElseThrow(); // the signer has verified it
        return new LedgerKey(signer, proven);
    }

    /**
     * The ledger, signed if there is a key. What others recorded meanwhile is looked at before something signed is put on top of it.
     */
    static GitLedger over(GitLedger ledger, Optional<LedgerKey> key, Optional<Governance> governance) {
        return key.map(one -> ledger.signedBy(
                        commit -> one.signer.sign(commit, SshSignature.GIT).armored(),
                        () -> governance.ifPresent(Governance::requireBelievedLedger)))
                .orElse(ledger);
    }

    /** Why what this key signs now does not count under a version of the policy; empty if it does. */
    Optional<Problem> objection(PolicyVersion version, String environment, Instant now) {
        return version.signers()
                .who(proven, SshSignature.GIT, now)
                .fold(signer -> EventSigner.allowed(signer, version, environment), EventSigner::refused)
                .objection()
                .map(bad -> Problem.error(
                                LedgerCodes.KEY_DOES_NOT_COUNT,
                                "what the key given for the ledger records " + bad.why())
                        .withHint("give a key that castellan.yaml names under 'signed.keys' of " + environment
                                + " and allowed_signers lists"));
    }

    /** What is missing where a key must be given. */
    static Problem missing(String environment) {
        return Problem.error(
                        LedgerCodes.NO_KEY,
                        "the policy in force wants the ledger of " + environment
                                + " signed, and no key is given to sign with")
                .withHint("name a key with --ledger-key or " + LedgerKeyOption.VARIABLE);
    }
}
