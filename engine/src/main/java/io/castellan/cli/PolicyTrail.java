package io.castellan.cli;

import io.castellan.access.PolicyVersion;
import io.castellan.access.SignedEntries;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.EntryBrief;
import io.castellan.trust.TrustedRepository;
import java.util.List;
import java.util.Optional;

/**
 * Which version of the policy the ledger of an environment says is in force, as far as that can be believed. Each entry names the
 * version under which it was recorded; another one than before is believed only where the entry records the approvals that bring it,
 * under the one before. Where the version before wants the ledger signed, an entry that brings another one must be
 * signed as that one asks; or as the new one asks, if the entry records that enough persons approved it. The newest entry must be
 * signed too, and vouches for all before it: nobody signs on top of what is not signed as it must be. Used once.
 */
final class PolicyTrail {
    private final PolicyVersions versions;
    private final SignedEntries signed;
    private final Optional<TrustedRepository> trust;
    private final Optional<String> pinned;
    private final Adoption adoption;
    private Optional<String> inForce;
    /** Whether an entry was met that was recorded under the pinned version or a later one. */
    private boolean begun;

    /** Whether an entry records the approvals that bring a new version, under the one before. */
    interface Adoption {
        boolean isApproved(PolicyVersion before, EntryBrief entry, String named);
    }

    PolicyTrail(PolicyVersions versions, SignedEntries signed, Optional<TrustedRepository> trust, Adoption adoption) {
        this.versions = versions;
        this.signed = signed;
        this.trust = trust;
        this.pinned = versions.first();
        this.adoption = adoption;
        this.inForce = pinned;
    }

    /**
     * @param entries oldest first
     * @return the commit that the newest entry names that is believed; empty where there is none
     * @throws Failure REFUSED if an entry is not signed as it must be
     */
    Optional<String> follow(List<EntryBrief> entries) {
        for (int i = 0; i < entries.size(); i++) {
            step(entries.get(i), i == entries.size() - 1);
        }
        return begun ? inForce : Optional.empty();
    }

    private void step(EntryBrief entry, boolean newest) {
        var named = entry.warrant().policy();
        var after = named.filter(commit -> !isBeforeThePin(commit)).filter(commit -> isBelieved(entry, commit));
        begun |= after.isPresent();
        var next = after.or(() -> inForce);
        if (newest || !next.equals(inForce)) {
            objection(entry, next).ifPresent(problem -> {
                throw new Failure(ExitCode.REFUSED, problem);
            });
        }
        inForce = next;
    }

    /**
     * Whoever may push to the ledger could name any version: one that nobody approved changes nothing, and neither does one that was
     * approved but never merged.
     */
    private boolean isBelieved(EntryBrief entry, String commit) {
        return inForce.filter(before -> !before.equals(commit)
                        && !(isHeld(commit) && adoption.isApproved(versions.at(before), entry, commit)))
                .isEmpty();
    }

    private boolean isHeld(String commit) {
        return trust.filter(trusted -> !trusted.branch().holds(commit)).isEmpty();
    }

    /** Where a trust was pinned anew, older entries name versions from before. */
    private boolean isBeforeThePin(String commit) {
        return pinned.filter(pin ->
                        !pin.equals(commit) && trust.orElseThrow().branch().descends(pin, commit))
                .isPresent();
    }

    private Optional<Problem> objection(EntryBrief entry, Optional<String> next) {
        var before = inForce.map(versions::at);
        var named = next.filter(commit -> !inForce.equals(Optional.of(commit))).map(versions::at);
        if (before.filter(signed::required).isEmpty()) {
            return named.filter(signed::required).flatMap(version -> signed.objection(entry, version));
        }
        var objection = signed.objection(entry, before.get());
        if (objection.isEmpty()
                || named.filter(version -> adoption.isApproved(before.get(), entry, version.commit()))
                        .isEmpty()) {
            return objection;
        }
        return named.filter(signed::required).isEmpty() ? objection : signed.objection(entry, named.get());
    }
}
