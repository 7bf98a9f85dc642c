package io.castellan.ledger;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Plan;
import io.castellan.model.WholeSecond;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be added to a ledger, wherever it is kept. Not thread-safe. */
final class AppendRules {
    private final String environment;
    /** Each event that was appended here, and the head before it. */
    private final Map<String, Optional<String>> own = new HashMap<>();

    AppendRules(String environment) {
        this.environment = environment;
    }

    void appended(Optional<String> before, String after) {
        own.put(after, before);
    }

    /** Whether this event was appended here. */
    boolean isOwn(String event) {
        return own.containsKey(event);
    }

    /** @throws IllegalArgumentException if intent and plan do not belong together: a defect of the caller */
    void requireNext(Optional<String> head, List<LedgerEntry> entries, Intent intent, Plan plan) {
        requireOne(intent, plan);
        if (!basedOn(head, plan.origin().ledgerHead())) {
            throw new Failure(ExitCode.STALE, moved(entries));
        }
        lastOf(entries).filter(LedgerEntry::isOpen).ifPresent(open -> {
            throw new Failure(
                    ExitCode.STALE,
                    Problem.error(
                                    LedgerCodes.STILL_OPEN,
                                    "apply " + name(open) + " has no outcome yet, so nothing can be recorded after it")
                            .withHint(
                                    "run apply again: it goes on with that apply, or gives it up and says what it left"));
        });
        require(intent.sequence() == entries.size() + 1L, "the intent has another number");
        require(isAtItsPlace(intent), "an adoption is the first entry or none");
    }

    private void requireOne(Intent intent, Plan plan) {
        require(intent.target().environment().equals(environment), "the intent is for another environment");
        require(intent.target().equals(plan.target()), "the plan is for another target");
        require(
                intent.changes()
                        .equals(plan.planned().stream().map(IntendedChange::of).toList()),
                "the plan has other changes than the intent");
        require(
                plan.planned().size()
                        == plan.planned().stream().map(Change::id).distinct().count(),
                "the plan changes a resource twice");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private boolean basedOn(Optional<String> head, Optional<String> base) {
        var at = head;
        while (!at.equals(base)) {
            var before = at.map(own::get);
            if (before.isEmpty()) {
                return false;
            }
            at = before.get();
        }
        return true;
    }

    private Problem moved(List<LedgerEntry> entries) {
        return Problem.error(
                        LedgerCodes.MOVED,
                        lastOf(entries)
                                .map(last ->
                                        "apply " + name(last) + " was recorded after this plan's baseline was read")
                                .orElse("the ledger that this plan's baseline was read from is gone"))
                .withHint("plan again");
    }

    /** @throws IllegalArgumentException if the outcome names a change that the intent does not: a defect of the caller */
    void requireOpen(List<LedgerEntry> entries, Outcome outcome) {
        var open = lastOf(entries)
                .filter(last -> last.isOpen() && last.intent().sequence() == outcome.sequence())
                .orElseThrow(() -> new Failure(
                        ExitCode.PARTIAL,
                        Problem.error(
                                LedgerCodes.NOT_OPEN,
                                "apply #" + outcome.sequence() + " of " + environment + " is not open: "
                                        + lastOf(entries)
                                                .map(last -> "the last entry is " + name(last))
                                                .orElse("nothing is recorded"))));
        require(fits(open.intent(), outcome), "the outcome is of other changes than the intent");
    }

    /** Whatever was recorded before, no later entry begins the record. */
    static boolean isAtItsPlace(Intent intent) {
        return !intent.isAdoption() || intent.sequence() == 1;
    }

    /**
     * Whether every change of the outcome is one of the intent, and none stands twice; and whether it ends as an adoption just what was
     * begun as one.
     */
    static boolean fits(Intent intent, Outcome outcome) {
        if (intent.isAdoption() != (outcome.result() == Outcome.Result.ADOPTED)) {
            return false;
        }
        if (sameInOrder(intent.changes(), outcome.changes())) {
            return true;
        }
        var known = new HashSet<>(intent.changes());
        return outcome.changes().stream()
                .allMatch(change -> known.remove(new IntendedChange(change.id(), change.digest())));
    }

    /** The usual case, which is quickly seen, however much it is: the outcome lists what the intent lists, each once. */
    private static boolean sameInOrder(List<IntendedChange> intended, List<ChangeOutcome> ended) {
        if (intended.size() != ended.size()) {
            return false;
        }
        for (int i = 0; i < ended.size(); i++) {
            var one = intended.get(i);
            var other = ended.get(i);
            boolean twice = i > 0 && one.equals(intended.get(i - 1)); // they are sorted
            if (twice || !one.id().equals(other.id()) || !one.digest().equals(other.digest())) {
                return false;
            }
        }
        return true;
    }

    private String name(LedgerEntry entry) {
        var intent = entry.intent();
        return "#" + intent.sequence() + " of " + environment + " (" + WholeSecond.of(intent.at()) + ", run by "
                + intent.executor().person() + ")";
    }

    private static Optional<LedgerEntry> lastOf(List<LedgerEntry> entries) {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }
}
