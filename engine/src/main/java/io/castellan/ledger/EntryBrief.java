package io.castellan.ledger;

import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.Result;
import io.castellan.model.ResourceId;
import io.castellan.model.Target;
import io.castellan.model.Warrant;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an entry says to whoever comes after it, without the changes that ended well: those may be many, and nothing is to be done
 * about them.
 *
 * @param applied the state, and when
 * @param targets the only resources that the entry covers; empty for all
 * @param pending resources with a difference that the entry did not, or not provably, bring to its end; while it is open, of all its
 *     changes
 * @param tried those of them that the entry has a change of, so that it may have set something
 * @param ending empty while the entry is open
 * @param adoption whether it begins the record and claims nothing
 */
public record EntryBrief(
        AppliedState applied,
        Target target,
        List<ResourceId> targets,
        Set<ResourceId> pending,
        Set<ResourceId> tried,
        Warrant warrant,
        Optional<Ending> ending,
        boolean adoption) {
    public EntryBrief {
        Objects.requireNonNull(applied, "applied");
        Objects.requireNonNull(target, "target");
        targets = List.copyOf(targets);
        pending = sorted(pending);
        tried = sorted(tried);
        Objects.requireNonNull(warrant, "warrant");
        Objects.requireNonNull(ending, "ending");
    }

    /** How the apply ended as a whole, and when. */
    public record Ending(Result result, Instant at) {
        public Ending {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(at, "at");
        }
    }

    public static EntryBrief of(LedgerEntry entry) {
        var intent = entry.intent();
        var pending = pending(entry);
        var tried = pending.isEmpty()
                ? List.<ResourceId>of()
                : intent.changes().stream()
                        .map(IntendedChange::id)
                        .filter(pending::contains)
                        .toList();
        return of(intent, pending, new HashSet<>(tried), entry.outcome());
    }

    /** The same of entries that are taken when they are asked for. */
    public static List<EntryBrief> of(List<LedgerEntry> entries) {
        return new Taken(entries);
    }

    /**
     * Of an entry with nothing pending.
     *
     * @param intent its changes do not matter
     * @param outcome nor do its
     */
    static EntryBrief done(Intent intent, Outcome outcome) {
        return of(intent, Set.of(), Set.of(), Optional.of(outcome));
    }

    private static EntryBrief of(
            Intent intent, Set<ResourceId> pending, Set<ResourceId> tried, Optional<Outcome> outcome) {
        return new EntryBrief(
                new AppliedState(intent.sequence(), intent.state(), intent.at()),
                intent.target(),
                intent.targets(),
                pending,
                tried,
                intent.warrant(),
                outcome.map(ended -> new Ending(ended.result(), ended.at())),
                intent.isAdoption());
    }

    private static Set<ResourceId> pending(LedgerEntry entry) {
        var pending = new TreeSet<ResourceId>();
        var good = entry.outcome().map(EntryBrief::good).orElse(List.of());
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

    public long sequence() {
        return applied.sequence();
    }

    public boolean isOpen() {
        return ending.isEmpty();
    }

    /** Whether it may be a baseline for anything: an apply that ended. */
    boolean settles() {
        return !isOpen() && !adoption;
    }

    private static Set<ResourceId> sorted(Collection<ResourceId> ids) {
        return ids.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(ids));
    }

    private static final class Taken extends AbstractList<EntryBrief> implements RandomAccess {
        private final List<LedgerEntry> entries;

        Taken(List<LedgerEntry> entries) {
            this.entries = entries;
        }

        @Override
        public EntryBrief get(int index) {
            return of(entries.get(index));
        }

        @Override
        public int size() {
            return entries.size();
        }
    }
}
