package io.castellan.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An intent and, once the apply ended, its outcome.
 *
 * @param intentCommit the ledger commit of the intent
 * @param changes the planned changes as recorded; their digests were computed again when they were read
 */
public record LedgerEntry(String intentCommit, Intent intent, List<Change> changes, Optional<Outcome> outcome) {
    public LedgerEntry {
        Objects.requireNonNull(intentCommit, "intentCommit");
        Objects.requireNonNull(intent, "intent");
        changes = List.copyOf(changes);
        Objects.requireNonNull(outcome, "outcome");
    }

    public boolean isOpen() {
        return outcome.isEmpty();
    }
}
