package io.castellan.access;

import io.castellan.model.Approval;
import io.castellan.model.Change;
import io.castellan.model.LedgerEntry;
import io.castellan.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where in a ledger an approval was given, and what was recorded since. */
public final class LedgerPosition {
    private final Function<String, Optional<Long>> entriesAt;
    private final Touches touches;

    /**
     * @param entriesAt the number of entries that the ledger had at a commit; empty where the commit is not of this ledger
     * @param entries oldest first
     */
    public LedgerPosition(Function<String, Optional<Long>> entriesAt, List<LedgerEntry> entries) {
        this(entriesAt, new Touches());
        entries.forEach(entry -> touches.add(entry.intent()));
    }

    /** The same for who reads the entries anyway. */
    public LedgerPosition(Function<String, Optional<Long>> entriesAt, Touches touches) {
        this.entriesAt = entriesAt;
        this.touches = touches;
    }

    /** The number of entries that somebody saw; empty where what they saw is not in this ledger. */
    Optional<Long> seen(Optional<String> head) {
        return head.map(entriesAt).orElse(Optional.of(0L));
    }

    /**
     * Whether what somebody said of a change is spent by an entry that touched its resource since.
     *
     * @param entries how many they saw
     */
    public boolean spent(Change change, long entries, Approval approval) {
        return change.difference()
                .overrideEnd()
                .map(end -> touches.besidesTheOverride(change.id(), end, entries, approval))
                .orElseGet(() -> touches.since(change.id(), entries));
    }

    /** The number of the newest entry that touched a resource; 0 where none did. */
    long lastTouch(ResourceId id) {
        return touches.last(id);
    }

    /**
     * Whether whoever saw so many entries saw all of them.
     *
     * @param entries how many they saw
     */
    boolean isNewest(long entries) {
        return entries >= touches.newest();
    }
}
