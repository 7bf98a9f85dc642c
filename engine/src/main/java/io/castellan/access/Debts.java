package io.castellan.access;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.LedgerEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the glass was broken and nobody signed that off. A sign-off is an approval of the intent's digest. It counts if a person
 * gives it who may approve there, and who is not the one that broke the glass, whatever the policy keeps apart otherwise. It does not
 * expire: what was looked at, was looked at. But its key must still count, so that nobody signs with one that was revoked. Pure.
 */
public final class Debts {
    private Debts() {}

    /**
     * Those that are open, oldest first.
     *
     * @param entries of one ledger
     * @param approvals whose signatures are not yet looked at
     * @param version whose persons and keys count
     * @param now when they count
     */
    public static List<Debt> of(List<LedgerEntry> entries, List<Signed> approvals, PolicyVersion version, Instant now) {
        return broken(entries)
                .filter(debt -> approvals.stream().noneMatch(signed -> settles(signed, debt, version, now)))
                .toList();
    }

    /** Who signed a debt off, the first of several; empty where nobody did that counts. */
    public static Optional<String> settler(Debt debt, List<Signed> approvals, PolicyVersion version, Instant now) {
        return approvals.stream()
                .filter(signed -> settles(signed, debt, version, now))
                .min(Comparator.comparing(signed -> signed.approval().at()))
                .flatMap(signed -> version.vote(signed, now, unsaid -> {}))
                .map(vote -> vote.voter().name());
    }

    /** When the glass was broken first; nothing older speaks of it. */
    public static Optional<Instant> since(List<LedgerEntry> entries) {
        return broken(entries).map(debt -> debt.intent().at()).min(Instant::compareTo);
    }

    private static Stream<Debt> broken(List<LedgerEntry> entries) {
        return entries.stream().flatMap(entry -> Debt.of(entry.intent()).stream());
    }

    private static boolean settles(Signed signed, Debt debt, PolicyVersion version, Instant now) {
        var approval = signed.approval();
        return approval.verdict() == Verdict.APPROVE
                && approval.account().isEmpty()
                && approval.changes().contains(debt.digest())
                && approval.target().equals(debt.intent().target())
                && version.vote(signed, now, unsaid -> {})
                        .filter(vote -> objection(debt, vote.voter(), version).isEmpty())
                        .isPresent();
    }

    /** Why somebody cannot sign a debt off; empty where they can. */
    public static Optional<Problem> objection(Debt debt, Actor who, PolicyVersion version) {
        var policy = version.policy();
        var withheld = policy.rights()
                .may(who, Right.APPROVE, debt.intent().target().environment())
                .fold(given -> Optional.<Problem>empty(), no -> Optional.of(no.why()));
        return withheld.or(() -> Separations.ALL
                .between(Separation.APPROVER_EXECUTOR, who, policy.people().resolve(debt.executor()))
                .map(conflict -> Problem.error(
                                AuthorityCodes.OWN_DEBT,
                                "'" + who.name() + "' may be who broke the glass in apply #"
                                        + debt.intent().sequence() + ", " + debt.executor())
                        .withHint("have another person sign it off, who may approve there")));
    }
}
