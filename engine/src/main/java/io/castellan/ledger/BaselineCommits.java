package io.castellan.ledger;

import io.castellan.model.LedgerEntry;
import io.castellan.model.ResourceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which state holds the declaration with which a resource was last applied successfully, and which states were tried since.
 *
 * <p>An entry that ended <em>settles</em> the resources that it covers: their baseline is its state from then on, also where there was
 * nothing to do. It does not settle what it left out and what it did not bring to a good end: there the baseline stays what it
 * was, so that what is to be withdrawn is still known, and the state counts as tried where a change of it was executed, so that
 * what it may have set is known too. An entry without an outcome settles nothing, nor does an
 * adoption, which applied nothing.
 */
public final class BaselineCommits {
    private Optional<AppliedState> whole = Optional.empty();
    private final Map<ResourceId, Optional<AppliedState>> exceptions = new TreeMap<>();
    private final Map<ResourceId, List<AppliedState>> attempts = new TreeMap<>();

    private BaselineCommits() {}

    /** @param clusterId what was applied to another cluster is no baseline for this one */
    public static BaselineCommits of(Ledger ledger, String clusterId) {
        return ofBriefs(ledger.briefs(), clusterId);
    }

    /**
     * The same of what a ledger held.
     *
     * @param entries oldest first; the newest are taken, as far back as they matter
     */
    public static BaselineCommits of(List<LedgerEntry> entries, String clusterId) {
        return ofBriefs(EntryBrief.of(entries), clusterId);
    }

    private static BaselineCommits ofBriefs(List<EntryBrief> entries, String clusterId) {
        var commits = new BaselineCommits();
        relevant(entries, clusterId).forEach(commits::add);
        return commits;
    }

    private static Collection<EntryBrief> relevant(List<EntryBrief> entries, String clusterId) {
        var relevant = new ArrayDeque<EntryBrief>();
        var unsettled = Optional.<Set<ResourceId>>empty(); // until a whole apply is met: all that there are
        for (int i = entries.size() - 1;
                i >= 0 && !unsettled.filter(Set::isEmpty).isPresent();
                i--) {
            var entry = entries.get(i);
            if (entry.target().clusterId().equals(clusterId)) {
                relevant.addFirst(entry);
                unsettled = unsettledBefore(entry, unsettled);
            }
        }
        return relevant;
    }

    private static Optional<Set<ResourceId>> unsettledBefore(EntryBrief entry, Optional<Set<ResourceId>> after) {
        if (!entry.settles()) {
            return after;
        }
        var pending = entry.pending();
        if (entry.targets().isEmpty()) {
            var rest = new TreeSet<>(pending);
            after.ifPresent(rest::retainAll);
            return Optional.of(rest);
        }
        return after.map(ids -> {
            var rest = new TreeSet<>(ids);
            entry.targets().stream().filter(id -> !pending.contains(id)).forEach(rest::remove);
            return rest;
        });
    }

    private void add(EntryBrief entry) {
        if (entry.settles()) {
            settle(entry);
        }
        entry.tried().forEach(id -> tried(id, entry.applied()));
    }

    private void settle(EntryBrief entry) {
        var pending = entry.pending();
        var state = Optional.of(entry.applied());
        var targets = entry.targets();
        if (targets.isEmpty()) {
            var kept = new TreeMap<ResourceId, Optional<AppliedState>>();
            pending.forEach(id -> kept.put(id, applied(id)));
            exceptions.clear();
            exceptions.putAll(kept);
            attempts.keySet().retainAll(pending);
            whole = state;
        } else {
            targets.stream().filter(id -> !pending.contains(id)).forEach(id -> {
                exceptions.put(id, state);
                attempts.remove(id);
            });
        }
    }

    /** The same files tried again say nothing new: the first time the most overrides were in force. */
    private void tried(ResourceId id, AppliedState state) {
        var states = attempts.computeIfAbsent(id, key -> new ArrayList<>());
        if (states.stream()
                .noneMatch(one -> one.state().tree().equals(state.state().tree()))) {
            states.add(state);
        }
    }

    /** Whether anything was ever applied to this cluster. */
    public boolean known() {
        return whole.isPresent() || !exceptions.isEmpty();
    }

    /** The state of the resource's last good apply. It may not declare the resource: then there is no baseline for it. */
    public Optional<AppliedState> applied(ResourceId id) {
        return exceptions.getOrDefault(id, whole);
    }

    /** The states tried since, oldest first. */
    public List<AppliedState> attempted(ResourceId id) {
        return List.copyOf(attempts.getOrDefault(id, List.of()));
    }

    /** The one state that is the baseline of every resource, where nothing is left of another one. */
    Optional<AppliedState> onlyOne() {
        return exceptions.isEmpty() && attempts.isEmpty() ? whole : Optional.empty();
    }

    /** Every state that some baseline needs, oldest first. */
    public List<AppliedState> needed() {
        var states = new TreeSet<AppliedState>();
        whole.ifPresent(states::add);
        exceptions.values().forEach(state -> state.ifPresent(states::add));
        attempts.values().forEach(states::addAll);
        return List.copyOf(states);
    }
}
