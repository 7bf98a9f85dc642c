package io.castellan.access;

import io.castellan.model.Approval;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.ResourceId;
import io.castellan.model.Warrant.Counted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which entries of a ledger touched each resource last. Not thread-safe. */
public final class Touches {
    private static final Touch NEVER = new Touch(0, 0, Instant.EPOCH, List.of(), Set.of());

    private final Map<ResourceId, Touch> last = new HashMap<>();
    private long newest;

    /**
     * The last entry that touched a resource.
     *
     * @param before the number of the last one before it; 0 where there is none
     * @param changes digests of what it was to do to the resource
     * @param approvals digests of the approvals that counted for it
     */
    private record Touch(long sequence, long before, Instant at, List<Digest> changes, Set<Digest> approvals) {}

    /** The next entry. */
    public void add(Intent intent) {
        newest = intent.sequence();
        var approvals = intent.warrant().approvals().stream()
                .map(Counted::signed)
                .map(signed -> signed.approval().digest())
                .collect(Collectors.toUnmodifiableSet());
        intent.changes()
                .forEach(change -> last.put(
                        change.id(),
                        new Touch(
                                intent.sequence(),
                                last.getOrDefault(change.id(), NEVER).sequence(),
                                intent.at(),
                                List.of(change.digest()),
                                approvals)));
    }

    /** The number of the newest entry, whatever it touched; 0 where there is none. */
    long newest() {
        return newest;
    }

    /** The number of the newest entry that touched the resource; 0 where none did. */
    long last(ResourceId id) {
        return last.getOrDefault(id, NEVER).sequence();
    }

    /** Whether an entry after these touched the resource. */
    public boolean since(ResourceId id, long entries) {
        return last.getOrDefault(id, NEVER).sequence() > entries;
    }

    /**
     * The same for who approved the end of an override together with what else the plan was to do: the one entry that did that by this
     * very approval does not count. That entry is of before the end: what came later ended the override. A rejection is recorded
     * nowhere, so that the entry need not name it.
     */
    boolean besidesTheOverride(ResourceId id, Instant end, long entries, Approval approval) {
        var touch = last.getOrDefault(id, NEVER);
        if (touch.sequence() <= entries) {
            return false;
        }
        boolean brought = touch.before() <= entries
                && touch.at().isBefore(end)
                && (approval.verdict() == Approval.Verdict.REJECT
                        || approval.changes().containsAll(touch.changes())
                                && touch.approvals().contains(approval.digest()));
        return !brought;
    }
}
