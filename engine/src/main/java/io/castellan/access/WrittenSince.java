package io.castellan.access;

import io.castellan.ledger.AppliedState;
import io.castellan.ledger.BaselineCommits;
import io.castellan.model.Change;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** From where on whoever touched a declaration has written the change of a plan. Pure. */
public final class WrittenSince {
    private WrittenSince() {}

    /**
     * For each planned change the commit with which its resource was applied last. What ends an override was written with the override,
     * so there it is the one before that. And what was declared under an override for a time was applied without an effect: so it is the
     * last one without it.
     *
     * @param commits of the same entries, for the plan's cluster
     * @param entries oldest first; only asked for where an override plays a part
     * @param overridden whether an override of a resource for a time was in force where a state was applied
     */
    public static Map<ResourceId, Optional<String>> of(
            Plan plan,
            BaselineCommits commits,
            Supplier<List<LedgerEntry>> entries,
            BiPredicate<AppliedState, ResourceId> overridden) {
        var since = new TreeMap<ResourceId, Optional<String>>();
        plan.planned()
                .forEach(change -> since.put(
                        change.id(),
                        withoutOverride(
                                        change,
                                        change.difference().overrideEnd().isPresent()
                                                ? beforeTheOverride(change, plan, entries.get())
                                                : commits.applied(change.id()),
                                        plan,
                                        entries,
                                        overridden)
                                .map(applied -> applied.state().commit())));
        return since;
    }

    private static Optional<AppliedState> beforeTheOverride(Change end, Plan plan, List<LedgerEntry> entries) {
        return applied(
                end,
                plan,
                lastTouch(end.id(), entries)
                        .map(entry -> entries.subList(0, entries.indexOf(entry)))
                        .orElse(entries));
    }

    private static Optional<AppliedState> withoutOverride(
            Change change,
            Optional<AppliedState> last,
            Plan plan,
            Supplier<List<LedgerEntry>> entries,
            BiPredicate<AppliedState, ResourceId> overridden) {
        var applied = last;
        while (applied.filter(state -> overridden.test(state, change.id())).isPresent()) {
            var sequence = applied.get().sequence();
            applied = applied(
                    change,
                    plan,
                    entries.get().stream()
                            .filter(entry -> entry.intent().sequence() < sequence)
                            .toList());
        }
        return applied;
    }

    private static Optional<AppliedState> applied(Change change, Plan plan, List<LedgerEntry> entries) {
        return BaselineCommits.of(entries, plan.target().clusterId()).applied(change.id());
    }

    /** The last entry that touched a resource and ended; what is open may be the very one that is judged. */
    public static Optional<LedgerEntry> lastTouch(ResourceId id, List<LedgerEntry> entries) {
        return entries.stream()
                .filter(entry -> !entry.isOpen()
                        && entry.intent().changes().stream()
                                .anyMatch(change -> change.id().equals(id)))
                .reduce((earlier, later) -> later);
    }
}
