package io.castellan.ledger;

import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which commit holds the declaration with which a resource was last applied successfully, and which commits were tried since. A
 * resource without a difference counts as applied with the commit whose apply found it so.
 */
public final class BaselineCommits {
    private Optional<String> whole = Optional.empty();
    private final Map<ResourceId, Optional<String>> exceptions = new TreeMap<>();
    private final Map<ResourceId, Set<String>> attempts = new TreeMap<>();

    private BaselineCommits() {}

    public static BaselineCommits of(Collection<LedgerEntry> entries) {
        var commits = new BaselineCommits();
        entries.forEach(commits::add);
        return commits;
    }

    private void add(LedgerEntry entry) {
        var commit = entry.intent().state().commit();
        var bad = bad(entry);
        if (entry.intent().targets().isEmpty()) {
            var before = whole;
            var kept = new TreeMap<ResourceId, Optional<String>>();
            for (var id : stays(entry, bad)) {
                kept.put(id, exceptions.getOrDefault(id, before));
            }
            if (entry.outcome().isPresent()) {
                exceptions.clear();
                exceptions.putAll(kept);
                whole = Optional.of(commit);
                attempts.keySet().retainAll(kept.keySet());
            }
        } else if (entry.outcome().isPresent()) {
            var stays = stays(entry, bad);
            for (var id : entry.intent().targets()) {
                if (!stays.contains(id)) {
                    exceptions.put(id, Optional.of(commit));
                    attempts.remove(id);
                }
            }
        }
        bad.forEach(
                id -> attempts.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(commit));
    }

    /** Resources of the entry whose declaration may have been applied, in part or as a whole, without a good end. */
    private static Set<ResourceId> bad(LedgerEntry entry) {
        return entry.outcome()
                .map(outcome -> outcome.changes().stream()
                        .filter(change -> !change.result().good())
                        .map(ChangeOutcome::id)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(() -> entry.changes().stream()
                        .map(change -> change.id())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<ResourceId> stays(LedgerEntry entry, Set<ResourceId> bad) {
        var ids = new TreeSet<>(bad);
        entry.intent().leftOut().forEach(left -> ids.add(left.id()));
        return ids;
    }

    /** Whether anything was ever applied. */
    public boolean known() {
        return whole.isPresent() || !exceptions.isEmpty();
    }

    /** The commit of the resource's last good apply. It may not declare the resource: then there is no baseline for it. */
    public Optional<String> applied(ResourceId id) {
        return exceptions.getOrDefault(id, whole);
    }

    /** The commits tried since, oldest first. */
    public List<String> attempted(ResourceId id) {
        return List.copyOf(attempts.getOrDefault(id, Set.of()));
    }

    /** Every commit that some baseline needs, the one of the whole environment first. */
    public List<String> needed() {
        var commits = new LinkedHashSet<String>();
        whole.ifPresent(commits::add);
        exceptions.values().forEach(commit -> commit.ifPresent(commits::add));
        attempts.values().forEach(commits::addAll);
        return List.copyOf(new ArrayList<>(commits));
    }
}
