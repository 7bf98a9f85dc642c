package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.model.Intent;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.ResourceId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry of a ledger with what a reader wants to see beside it.
 *
 * @param stateSubject the first line of what the state commit says; empty where that commit is not here
 * @param stateAuthor who wrote the state commit as its text says; empty where that commit is not here
 * @param answered what became of the debts that the entry made; empty where nobody looked
 * @param change what the entry was to do to the one resource that was asked for; empty where none was, or the entry left it out
 */
public record Recorded(
        LedgerEntry entry,
        Optional<String> stateSubject,
        Optional<String> stateAuthor,
        Optional<Change> change,
        Optional<Answered> answered) {
    /** As written in formats where there is no outcome yet. */
    static final String OPEN = "open";

    public Recorded {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(stateSubject, "stateSubject");
        Objects.requireNonNull(stateAuthor, "stateAuthor");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(answered, "answered");
    }

    /** Where nobody looked for debts. */
    public Recorded(
            LedgerEntry entry, Optional<String> stateSubject, Optional<String> stateAuthor, Optional<Change> change) {
        this(entry, stateSubject, stateAuthor, change, Optional.empty());
    }

    /** The same, after somebody looked. */
    public Recorded with(Optional<Answered> found) {
        return new Recorded(entry, stateSubject, stateAuthor, change, found);
    }

    /**
     * What became of the debts that an entry made.
     *
     * @param open those that are not paid
     * @param signedOffBy who signed off that the glass was broken
     */
    public record Answered(List<OpenDebt> open, Optional<String> signedOffBy) {
        public Answered {
            open = List.copyOf(open);
            Objects.requireNonNull(signedOffBy, "signedOffBy");
        }

        boolean owes(ResourceId id) {
            return open.stream().anyMatch(debt -> debt.id().equals(Optional.of(id)));
        }
    }

    Intent intent() {
        return entry.intent();
    }

    Optional<Outcome> outcome() {
        return entry.outcome();
    }

    /** As written in formats. */
    String result() {
        return outcome().map(ended -> ended.result().word()).orElse(OPEN);
    }

    Optional<ChangeOutcome> outcomeOf(ResourceId id) {
        return outcome().stream()
                .flatMap(ended -> ended.changes().stream())
                .filter(change -> change.id().equals(id))
                .findFirst();
    }
}
