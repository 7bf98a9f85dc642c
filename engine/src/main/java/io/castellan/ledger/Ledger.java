package io.castellan.ledger;

import io.castellan.model.Intent;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import java.util.List;
import java.util.Optional;

/** The record of one environment. Append-only. */
public interface Ledger {
    /** The name of the newest event; empty where nothing was recorded yet. */
    Optional<String> head();

    /** Every entry, oldest first. */
    List<LedgerEntry> entries();

    /** The last entry, if its apply has not ended. */
    default Optional<LedgerEntry> open() {
        var entries = entries();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1)).filter(LedgerEntry::isOpen);
    }

    /** The number that the next intent must carry. */
    default long nextSequence() {
        var entries = entries();
        return entries.isEmpty() ? 1 : entries.get(entries.size() - 1).intent().sequence() + 1;
    }

    /**
     * Records an intent with its plan, before anything is changed.
     *
     * @throws io.castellan.diagnostics.Failure STALE if another entry came first, UNREACHABLE if it cannot be written; nothing may
     *     be changed then
     */
    void append(Intent intent, Plan plan);

    /** Records what came of the last intent. */
    void append(Outcome outcome);
}
