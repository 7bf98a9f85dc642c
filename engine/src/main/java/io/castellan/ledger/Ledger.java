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

    /**
     * Every entry, oldest first: entry {@code i} has the sequence {@code i + 1}, and only the last one may be open. The list stands
     * for the ledger at the time of the call; an entry is read when it is taken from it.
     *
     * @throws io.castellan.diagnostics.Failure REFUSED if the ledger holds what it must not, UNREACHABLE if it cannot be read; also
     *     when an entry is taken
     */
    List<LedgerEntry> entries();

    /**
     * The same entries without the changes that ended well, for whoever only looks what the entries left. Where nothing is left of an
     * entry, the digests of its changes are not looked at; {@code castellan audit} does that.
     */
    default List<EntryBrief> briefs() {
        return EntryBrief.of(entries());
    }

    /**
     * The number of entries that the ledger had at a commit, an open one among them.
     *
     * @param head a full id, from wherever
     * @return empty where this ledger never stood there
     */
    Optional<Long> entriesAt(String head);

    /** The plan that was recorded with an entry. */
    Plan plan(LedgerEntry entry);

    /** The last entry, if its apply has not ended. */
    default Optional<LedgerEntry> open() {
        var briefs = briefs();
        return briefs.isEmpty() || !briefs.get(briefs.size() - 1).isOpen()
                ? Optional.empty()
                : Optional.of(entries().get(briefs.size() - 1)).filter(LedgerEntry::isOpen);
    }

    /** The number that the next intent must carry. */
    default long nextSequence() {
        return entries().size() + 1L;
    }

    /**
     * Records an intent with its plan, before anything is changed. When this returns, both are on the disk.
     *
     * @param plan its changes are those of the intent; its origin names the head that its baseline was taken from. What this same
     *     object appended since does not make it stale
     * @throws io.castellan.diagnostics.Failure STALE if something else was recorded since, or the last entry is open; UNREACHABLE if
     *     it cannot be written. Nothing may be changed then
     */
    void append(Intent intent, Plan plan);

    /**
     * Records what came of the open entry.
     *
     * @throws io.castellan.diagnostics.Failure PARTIAL if it cannot be recorded, for whatever reason: something may have been changed
     *     on the cluster, and the ledger does not say what
     */
    void append(Outcome outcome);
}
