package io.castellan.access;

import io.castellan.access.EventSigner.Bad;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.EntryBrief;
import io.castellan.ledger.GitLedger;
import io.castellan.ledger.LedgerCodes;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.signature.GitSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which entries of one ledger are signed as a policy asks. An entry counts if the commits of its intent and of its outcome are signed by
 * a key that may sign there and was valid at the time that the event names, if these commits recorded what is read now, and if
 * nobody dated the entry back, which would bring a revoked key to life. Not thread-safe.
 */
public final class SignedEntries {
    /** How far the clocks of two machines that apply may be apart. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private static final String RESTORE = "find out who pushed it: git log castellan/ledger/";

    private final String environment;
    private final GitLedger ledger;
    private final Function<String, Optional<GitSignature>> signatures;
    /** The latest time that any entry up to this one names, an entry an item. */
    private final List<Instant> latest = new ArrayList<>();

    /** @param signatures the signature of a commit, not yet looked at */
    public SignedEntries(String environment, GitLedger ledger, Function<String, Optional<GitSignature>> signatures) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.signatures = Objects.requireNonNull(signatures, "signatures");
    }

    /** Whether a version of the policy wants the environment's ledger signed. */
    public boolean required(PolicyVersion version) {
        return version.policy()
                .access(environment)
                .filter(access -> access.signed().ledger())
                .isPresent();
    }

    /** Which entries count by a version of the policy: all, where it does not want them signed. */
    public Predicate<LedgerEntry> counting(PolicyVersion version) {
        return required(version) ? entry -> objection(entry, version).isEmpty() : entry -> true;
    }

    /** Who signed an entry; of intent and outcome the first that is not signed as it should be. */
    public EventSigner signer(LedgerEntry entry, PolicyVersion version) {
        return signer(Times.of(entry), version);
    }

    /** The number and the times of an entry: what else it says is in the commits that are signed. */
    private record Times(long sequence, Instant begun, Optional<Instant> ended) {
        static Times of(LedgerEntry entry) {
            return new Times(
                    entry.intent().sequence(),
                    entry.intent().at(),
                    entry.outcome().map(Outcome::at));
        }

        static Times of(EntryBrief entry) {
            return new Times(
                    entry.sequence(), entry.applied().at(), entry.ending().map(EntryBrief.Ending::at));
        }
    }

    private EventSigner signer(Times entry, PolicyVersion version) {
        var sequence = entry.sequence();
        var commits = ledger.commits(sequence);
        if (commits.isEmpty()) {
            return new Bad(
                    LedgerCodes.NOT_ONE_COMMIT_AN_EVENT,
                    "is on a branch that is not one commit an event: somebody else added to it");
        }
        var before = latestBefore(sequence);
        var intent = signer(commits.get().intent(), entry.begun(), before, version);
        if (intent.objection().isPresent() || entry.ended().isEmpty()) {
            return intent;
        }
        var at = entry.ended().get();
        return signer(commits.get().outcome().orElseThrow(), at, later(before, entry.begun()), version);
    }

    private EventSigner signer(String commit, Instant at, Instant before, PolicyVersion version) {
        return at.plus(CLOCKS_APART).isBefore(before)
                ? new Bad(LedgerCodes.DATED_BACK, "is of " + at + ", and what was recorded before it of " + before)
                : EventSigner.of(signatures.apply(commit), at, version, environment);
    }

    /** Why an entry does not count; empty if it does. */
    public Optional<Problem> objection(LedgerEntry entry, PolicyVersion version) {
        return objection(Times.of(entry), version);
    }

    /** The same. */
    public Optional<Problem> objection(EntryBrief entry, PolicyVersion version) {
        return objection(Times.of(entry), version);
    }

    private Optional<Problem> objection(Times entry, PolicyVersion version) {
        return signer(entry, version)
                .objection()
                .map(bad -> Problem.error(
                                bad.code(),
                                "entry #" + entry.sequence() + " of the ledger of " + environment + " (" + entry.begun()
                                        + ") " + bad.why())
                        .withHint(RESTORE + environment + "; take forged entries off the branch"));
    }

    private Instant latestBefore(long sequence) {
        var entries = ledger.briefs();
        while (latest.size() < sequence - 1) {
            var entry = Times.of(entries.get(latest.size()));
            var before = latest.isEmpty() ? Instant.EPOCH : latest.get(latest.size() - 1);
            var begun = later(before, entry.begun());
            latest.add(entry.ended().map(ended -> later(begun, ended)).orElse(begun));
        }
        return sequence == 1 ? Instant.EPOCH : latest.get((int) sequence - 2);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
