package io.castellan.ledger;

import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.ResourceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
 * what it may have set is known too. An entry without an outcome settles nothing.
 */
public final class BaselineCommits {
    private Optional<AppliedState> whole = Optional.empty();
    private final Map<ResourceId, Optional<AppliedState>> exceptions = new TreeMap<>();
    private final Map<ResourceId, List<AppliedState>> attempts = new TreeMap<>();

    private BaselineCommits() {}

    /**
     * @param entries oldest first; the newest are taken, as far back as they matter
     * @param clusterId what was applied to another cluster is no baseline for this one
     */
    public static BaselineCommits of(List<LedgerEntry> entries, String clusterId) {
        var commits = new BaselineCommits();
        relevant(entries, clusterId).forEach(commits::add);
        return commits;
    }

    private static Collection<LedgerEntry> relevant(List<LedgerEntry> entries, String clusterId) {
        var relevant = new ArrayDeque<LedgerEntry>();
        var unsettled = Optional.<Set<ResourceId>>empty(); // until a whole apply is met: all that there are
        for (int i = entries.size() - 1;
                i >= 0 && !unsettled.filter(Set::isEmpty).isPresent();
                i--) {
            var entry = entries.get(i);
            if (entry.intent().target().clusterId().equals(clusterId)) {
                relevant.addFirst(entry);
                unsettled = unsettledBefore(entry, unsettled);
            }
        }
        return relevant;
    }

    private static Optional<Set<ResourceId>> unsettledBefore(LedgerEntry entry, Optional<Set<ResourceId>> after) {
        if (entry.isOpen()) {
            return after;
        }
        var pending = pending(entry);
        if (entry.intent().targets().isEmpty()) {
            after.ifPresent(pending::retainAll);
            return Optional.of(pending);
        }
        return after.map(ids -> {
            var rest = new TreeSet<>(ids);
            entry.intent().targets().stream()
                    .filter(id -> !pending.contains(id))
                    .forEach(rest::remove);
            return rest;
        });
    }

    private void add(LedgerEntry entry) {
        var pending = pending(entry);
        if (!entry.isOpen()) {
            settle(entry, pending);
        }
        if (!pending.isEmpty()) {
            entry.intent().changes().stream()
                    .map(IntendedChange::id)
                    .filter(pending::contains)
                    .forEach(id -> tried(id, AppliedState.of(entry)));
        }
    }

    private void settle(LedgerEntry entry, Set<ResourceId> pending) {
        var state = Optional.of(AppliedState.of(entry));
        var targets = entry.intent().targets();
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

    /** Resources with a difference that the entry did not, or not provably, bring to its end. */
    private static Set<ResourceId> pending(LedgerEntry entry) {
        var pending = new TreeSet<ResourceId>();
        var good = entry.outcome().map(BaselineCommits::good).orElse(List.of());
        // each change of an outcome is another one of the intent
        if (good.size() < entry.intent().changes().size()) {
            var ids = new HashSet<>(good);
            entry.intent().changes().stream()
                    .map(IntendedChange::id)
                    .filter(id -> !ids.contains(id))
                    .forEach(pending::add);
        }
        entry.intent().leftOut().stream().map(LeftOut::id).forEach(pending::add);
        return pending;
    }

    private static List<ResourceId> good(Outcome outcome) {
        return outcome.changes().stream()
                .filter(change -> change.result().good())
                .map(ChangeOutcome::id)
                .toList();
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
