package io.castellan.access;

import io.castellan.model.LedgerEntry;
import io.castellan.model.ResourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where in a ledger an approval was given, and what was recorded since. */
public final class LedgerPosition {
    private final Function<String, Optional<Long>> entriesAt;
    private final Map<ResourceId, Long> lastTouched;

    /**
     * @param entriesAt the number of entries that the ledger had at a commit; empty where the commit is not of this ledger
     * @param entries oldest first
     */
    public LedgerPosition(Function<String, Optional<Long>> entriesAt, List<LedgerEntry> entries) {
        this(entriesAt, new HashMap<>());
        entries.forEach(entry -> entry.intent()
                .changes()
                .forEach(change -> lastTouched.put(change.id(), entry.intent().sequence())));
    }

    /**
     * The same for who reads the entries anyway.
     *
     * @param lastTouched the number of the last entry that touched each resource
     */
    public LedgerPosition(Function<String, Optional<Long>> entriesAt, Map<ResourceId, Long> lastTouched) {
        this.entriesAt = entriesAt;
        this.lastTouched = lastTouched;
    }

    /** The number of entries that somebody saw; empty where what they saw is not in this ledger. */
    Optional<Long> seen(Optional<String> head) {
        return head.map(entriesAt).orElse(Optional.of(0L));
    }

    /** Whether an entry after these touched the resource. */
    boolean touchedSince(ResourceId id, long entries) {
        return lastTouched.getOrDefault(id, 0L) > entries;
    }
}
