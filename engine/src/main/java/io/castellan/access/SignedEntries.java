package io.castellan.access;

import io.castellan.access.EventSigner.Bad;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.GitLedger;
import io.castellan.ledger.LedgerCodes;
import io.castellan.model.LedgerEntry;
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
        var sequence = entry.intent().sequence();
        var commits = ledger.commits(sequence);
        if (commits.isEmpty()) {
            return new Bad(
                    LedgerCodes.NOT_ONE_COMMIT_AN_EVENT,
                    "is on a branch that is not one commit an event: somebody else added to it");
        }
        var before = latestBefore(sequence);
        var intent = signer(commits.get().intent(), entry.intent().at(), before, version);
        if (intent.objection().isPresent() || entry.outcome().isEmpty()) {
            return intent;
        }
        var at = entry.outcome().get().at();
        return signer(
                commits.get().outcome().orElseThrow(),
                at,
                later(before, entry.intent().at()),
                version);
    }

    private EventSigner signer(String commit, Instant at, Instant before, PolicyVersion version) {
        return at.plus(CLOCKS_APART).isBefore(before)
                ? new Bad(LedgerCodes.DATED_BACK, "is of " + at + ", and what was recorded before it of " + before)
                : EventSigner.of(signatures.apply(commit), at, version, environment);
    }

    /** Why an entry does not count; empty if it does. */
    public Optional<Problem> objection(LedgerEntry entry, PolicyVersion version) {
        return signer(entry, version)
                .objection()
                .map(bad -> Problem.error(
                                bad.code(),
                                "entry #" + entry.intent().sequence() + " of the ledger of " + environment + " ("
                                        + entry.intent().at() + ") " + bad.why())
                        .withHint(RESTORE + environment + "; take forged entries off the branch"));
    }

    private Instant latestBefore(long sequence) {
        var entries = ledger.entries();
        while (latest.size() < sequence - 1) {
            var entry = entries.get(latest.size());
            var before = latest.isEmpty() ? Instant.EPOCH : latest.get(latest.size() - 1);
            var begun = later(before, entry.intent().at());
            latest.add(
                    entry.outcome().map(outcome -> later(begun, outcome.at())).orElse(begun));
        }
        return sequence == 1 ? Instant.EPOCH : latest.get((int) sequence - 2);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
