package io.castellan.promote;

import io.castellan.ledger.AppliedState;
import io.castellan.model.Digest;
import io.castellan.model.LedgerEntry;
import io.castellan.model.ResourceId;
import io.castellan.model.Warrant.Owed;
import io.castellan.promote.Evidence.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Which changes were made without evidence and are still ahead of where state comes from. Pure.
 *
 * <p>Such a debt begins with the good end of the change. It ends when the same declaration (or the absence of one) is what is applied
 * where state comes from, or was at any time since; or when another declaration of the resource is applied in the environment itself,
 * because that one had its evidence or is owed itself. One of an override ends with the override: when the state that is applied has
 * none in force for the resource. What can no longer be read ends nothing.
 */
public final class PromotionDebts {
    private final AppliedRecord target;
    private final Function<String, AppliedRecord> sources;
    private final BiPredicate<AppliedState, ResourceId> overridden;

    /**
     * @param target of the environment in which the changes were made
     * @param sources of an environment that state comes from
     * @param overridden whether an override of the resource was in force when a state was applied
     */
    public PromotionDebts(
            AppliedRecord target,
            Function<String, AppliedRecord> sources,
            BiPredicate<AppliedState, ResourceId> overridden) {
        this.target = target;
        this.sources = sources;
        this.overridden = overridden;
    }

    /**
     * Those that are open, oldest first; of several of one resource the newest of an override, and the newest of another reason.
     *
     * @param entries of the environment's ledger, oldest first
     */
    public List<PromotionDebt> of(List<LedgerEntry> entries) {
        var open = new ArrayList<PromotionDebt>();
        var seen = new HashSet<Owing>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            for (var owed : entry.intent().warrant().owed()) {
                if (target.hasChanged(entry, owed.id()) && seen.add(Owing.of(owed)) && isOpen(entry, owed)) {
                    open.add(0, new PromotionDebt(entry.intent(), owed));
                }
            }
        }
        return List.copyOf(open);
    }

    /** Whether anything was ever owed. */
    public static boolean any(List<LedgerEntry> entries) {
        return entries.stream()
                .anyMatch(entry -> !entry.intent().warrant().owed().isEmpty());
    }

    private record Owing(ResourceId id, boolean override) {
        static Owing of(Owed owed) {
            return new Owing(owed.id(), isOverride(owed));
        }
    }

    private static boolean isOverride(Owed owed) {
        return Reason.of(owed.reason()).equals(Optional.of(Reason.OVERRIDE));
    }

    private boolean isOpen(LedgerEntry entry, Owed owed) {
        var applied = target.applied(owed.id());
        if (isOverride(owed)) {
            return applied.filter(state -> overridden.test(state, owed.id())).isPresent();
        }
        var then = target.declared(AppliedState.of(entry)).map(all -> AppliedRecord.unit(all, owed.id()));
        return then.isEmpty() || stands(applied, owed, then.get()) && !isMadeGood(entry, owed, then.get());
    }

    /** What was applied then is what is applied now. */
    private boolean stands(Optional<AppliedState> applied, Owed owed, Optional<Digest> unit) {
        return applied.flatMap(target::declared)
                .map(all -> AppliedRecord.unit(all, owed.id()).equals(unit))
                .orElse(true);
    }

    private boolean isMadeGood(LedgerEntry entry, Owed owed, Optional<Digest> unit) {
        return sources.apply(owed.from())
                .hadSince(owed.id(), unit, entry.intent().at());
    }
}
