package io.castellan.audit;

import io.castellan.access.ControlSet;
import io.castellan.access.EnvironmentAccess;
import io.castellan.access.PolicyVersion;
import io.castellan.access.Signed;
import io.castellan.access.Touches;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.LedgerReading.Entry;
import io.castellan.model.LedgerEntry;
import io.castellan.signature.GitSignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks entries one after the other, as each was recorded on top of those before it. Used for one ledger. */
final class EntryAudit {
    private static final String RESTORE = "compare with another clone, and with who pushed to the ledger's branch";

    private final String environment;
    private final Evidence evidence;
    private final Positions positions;
    private final Findings findings;
    private final Map<String, PolicyVersion> versions = new HashMap<>();
    private final Touches touches = new Touches();
    private final List<LedgerEntry> before = new ArrayList<>();
    private final Optional<String> first;
    private Optional<String> inForce;
    /** In force before the trust's first policy was, as the entries until now say. */
    private Optional<String> older = Optional.empty();
    /** The number of the last entry that is older than the trust's first policy; 0 for none. */
    private long lastOlder;
    /** Whether an entry was met that is not. */
    private boolean begun;

    private boolean signature;

    EntryAudit(String environment, Evidence evidence, Positions positions, Findings findings) {
        this.environment = environment;
        this.evidence = evidence;
        this.positions = positions;
        this.findings = findings;
        this.first = evidence.firstPolicy();
        this.inForce = first;
    }

    /** Whether any entry until now was signed, well or not. */
    boolean sawSignature() {
        return signature;
    }

    /** The number of the last entry that is judged by a policy older than the trust's first; 0 where none is. */
    long lastOlder() {
        return lastOlder;
    }

    void check(Entry entry) {
        boolean early = !begun && isOlder(entry);
        var judged = Judged.NONE;
        try {
            var known = early ? older : inForce;
            if (state(entry)) {
                judged = policy(entry, known);
            }
            signatures(entry, judged.by(), known);
        } catch (Failure e) {
            e.problems().forEach(problem -> findings.wrong(number(entry), entry.commit(), problem));
        }
        boolean believed = judged.inForce() && (early || !isFromBefore(entry));
        // another one decides nothing, here as in an apply
        var named = entry.intent().warrant().policy().filter(policy -> believed && evidence.held(policy));
        if (early) {
            older = named.or(() -> older);
            lastOlder = number(entry);
        } else {
            inForce = named.or(() -> inForce);
            begun = true;
        }
        touches.add(entry.intent());
        before.add(new LedgerEntry(entry.intent(), entry.ended().map(ended -> ended.outcome())));
    }

    /**
     * Whether an entry was recorded before the policy that the trust believes first: a trust that is pinned anew forgets what was in
     * force before, and the record does not. Only of a policy that the branch had.
     */
    private boolean isOlder(Entry entry) {
        var state = entry.intent().state().commit();
        var named = entry.intent().warrant().policy();
        return first.filter(pinned -> named.map(policy -> evidence.stoodBefore(policy, pinned))
                        .orElseGet(() -> evidence.stoodBefore(state, pinned) && !evidence.hasPolicy(state)))
                .isPresent();
    }

    /** Whether it names a policy from before the one that the trust believes first. */
    private boolean isFromBefore(Entry entry) {
        return first.flatMap(pinned ->
                        entry.intent().warrant().policy().filter(policy -> evidence.stoodBefore(policy, pinned)))
                .isPresent();
    }

    private static long number(Entry entry) {
        return entry.intent().sequence();
    }

    /** @return whether the state is here, so that more can be asked of it */
    private boolean state(Entry entry) {
        var state = entry.intent().state();
        if (!evidence.exists(state.commit())) {
            findings.wrong(
                    number(entry),
                    entry.commit(),
                    AuditCodes.STATE_MISSING,
                    "the commit " + state.commit() + " whose state was applied is not in the repository",
                    "fetch it from a clone that has it");
            return false;
        }
        var tree = evidence.tree(state.commit());
        if (tree.filter(state.tree()::equals).isEmpty()) {
            findings.wrong(
                    number(entry),
                    entry.commit(),
                    AuditCodes.OTHER_TREE,
                    "it records that the folder of " + environment + " was " + state.tree() + ", and in commit "
                            + state.commit() + " it is " + tree.orElse("not there"),
                    RESTORE);
        }
        if (!state.dirty() && !evidence.held(state.commit())) {
            findings.wrong(
                    number(entry),
                    entry.commit(),
                    AuditCodes.NOT_OF_THE_BRANCH,
                    "the commit " + state.commit() + " was applied, and the protected branch never stood at it",
                    "find out who applied it; under a trust it is refused");
        }
        return true;
    }

    /**
     * What became of the policy that an entry names.
     *
     * @param by the version by which the entry was judged; empty where there was no policy, or it cannot be read
     * @param inForce whether that version is in force from then on: it was before, or enough persons approved it
     */
    private record Judged(Optional<PolicyVersion> by, boolean inForce) {
        static final Judged NONE = new Judged(Optional.empty(), false);
    }

    /** @param inForce by the entries before this one */
    private Judged policy(Entry entry, Optional<String> inForce) {
        var recorded = entry.intent().warrant().policy();
        var state = entry.intent().state().commit();
        if (recorded.isEmpty()) {
            if (inForce.isPresent() || evidence.hasPolicy(state)) {
                otherPolicy(entry, "it records no policy, and that of " + inForce.orElse(state) + " was in force");
            }
            return Judged.NONE;
        }
        var policy = recorded.get();
        if (!policy.equals(state) && !evidence.held(policy)) {
            findings.wrong(
                    number(entry),
                    entry.commit(),
                    AuditCodes.NOT_OF_THE_BRANCH,
                    "it names the policy of " + policy + ", and the protected branch never stood at it",
                    "find out who recorded it; under a trust it is refused");
        }
        var version = version(entry, policy);
        var change = Optional.<ControlSet.Change>empty();
        if (inForce.isEmpty()) {
            if (!policy.equals(state)) {
                otherPolicy(entry, "it names the policy of " + policy + ", and that of the state was in force");
            }
        } else if (!inForce.get().equals(policy)) {
            if (!policy.equals(state)) {
                otherPolicy(
                        entry, "it names the policy of " + policy + ", and that of " + inForce.get() + " was in force");
            }
            if (evidence.held(policy) || policy.equals(state)) {
                change = evidence.control(inForce.get(), policy);
            }
        }
        var adoption = change.flatMap(
                different -> version(entry, inForce.orElseThrow()).map(old -> new Adoption(old, different)));
        boolean warranted = version.map(judging -> new WarrantAudit(
                                environment, evidence, positions, findings, entry, judging, adoption)
                        .check(touches, before))
                .orElse(true); // that it cannot be read is found, for each entry that names it
        boolean another = inForce.filter(known -> !known.equals(policy)).isPresent();
        return new Judged(version, warranted && (!another || adoption.isPresent()));
    }

    /** A new version of the control set, and the version that it had to be approved under. */
    record Adoption(PolicyVersion previous, ControlSet.Change change) {}

    private void otherPolicy(Entry entry, String what) {
        findings.wrong(number(entry), entry.commit(), AuditCodes.OTHER_POLICY, what, RESTORE);
    }

    private Optional<PolicyVersion> version(Entry entry, String commit) {
        var known = versions.get(commit);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            var version = evidence.policy(commit);
            versions.put(commit, version);
            return Optional.of(version);
        } catch (Failure e) {
            findings.wrong(
                    number(entry),
                    entry.commit(),
                    AuditCodes.POLICY_UNREADABLE,
                    "the policy of commit " + commit + " cannot be read: "
                            + e.problems().get(0).message(),
                    "see 'castellan validate --commit " + commit + "'");
            return Optional.empty();
        }
    }

    /**
     * Events that are signed must be signed well, whether the policy asks for it or not. Of an entry that brings a new version of the
     * policy, a key of either version will do.
     */
    private void signatures(Entry entry, Optional<PolicyVersion> version, Optional<String> inForce) {
        var judging = new ArrayList<PolicyVersion>();
        version.ifPresent(named -> {
            judging.add(named);
            inForce.filter(commit -> !commit.equals(named.commit()))
                    .flatMap(commit -> version(entry, commit))
                    .ifPresent(judging::add);
        });
        signature(entry, entry.commit(), entry.intent().at(), judging);
        entry.ended()
                .ifPresent(ended ->
                        signature(entry, ended.commit(), ended.outcome().at(), judging));
    }

    private void signature(Entry entry, String commit, Instant at, List<PolicyVersion> judging) {
        var made = evidence.signature(commit);
        signature |= made.isPresent();
        if (made.isEmpty()) {
            judging.stream()
                    .map(this::rule)
                    .filter(Signed::ledger)
                    .findFirst()
                    .ifPresent(signed -> findings.wrong(
                            number(entry),
                            commit,
                            AuditCodes.ENTRY_NOT_SIGNED,
                            "it is not signed, and the policy wants every entry signed",
                            RESTORE));
            return;
        }
        var objections = judging.stream()
                .map(version -> objection(made.get(), at, version))
                .toList();
        if (objections.stream().allMatch(Optional::isPresent)) {
            objections.stream()
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(problem -> findings.wrong(number(entry), commit, problem));
        }
    }

    private Signed rule(PolicyVersion version) {
        return version.policy()
                .access(environment)
                .map(EnvironmentAccess::signed)
                .orElse(Signed.NOTHING);
    }

    private Optional<Problem> objection(GitSignature made, Instant at, PolicyVersion version) {
        var keys = rule(version).keys();
        return made.verify(version.signers(), at)
                .fold(
                        signer -> keys.isEmpty() || keys.stream().anyMatch(key -> signer.is(key.text()))
                                ? Optional.empty()
                                : Optional.of(Problem.error(
                                                AuditCodes.ENTRY_SIGNED_BY_ANOTHER,
                                                "it is signed by " + String.join(", ", signer.principals())
                                                        + ", whom the policy does not let sign entries of "
                                                        + environment)
                                        .withHint(RESTORE)),
                        refusal -> Optional.of(refusal.problem()));
    }
}
