package io.castellan.promote;

import io.castellan.ledger.AppliedState;
import io.castellan.ledger.BaselineCommits;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.ResourceId;
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.Evidence.Proved;
import io.castellan.promote.Evidence.Soaking;
import io.castellan.resource.Declarations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the ledger of one environment shows about declarations. It tells what was applied; whether somebody changed the cluster by
 * hand since is not known from it. Entries that do not count show nothing, but are not passed over either: what they say was applied
 * last stands in the way of what older entries showed. Of several clusters, the one of the newest entry is meant. Not thread-safe.
 */
public final class AppliedRecord {
    private final String environment;
    private final List<LedgerEntry> entries;
    private final Predicate<LedgerEntry> counts;
    private final Function<AppliedState, Optional<Declarations>> states;
    private final BaselineCommits commits;
    private final Optional<String> clusterId;
    private final Map<String, Optional<Declarations>> read = new HashMap<>();
    private final Map<Long, Map<ResourceId, ChangeOutcome>> good = new HashMap<>();

    /**
     * @param entries oldest first
     * @param counts whether an entry is evidence: signed by a key that is allowed to, where the policy asks for that
     * @param states what a state declares; empty where that cannot be read completely any more
     */
    public AppliedRecord(
            String environment,
            List<LedgerEntry> entries,
            Predicate<LedgerEntry> counts,
            Function<AppliedState, Optional<Declarations>> states) {
        this.environment = Objects.requireNonNull(environment, "environment");
        this.entries = entries;
        this.counts = counts;
        this.states = states;
        this.clusterId = entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1).intent().target().clusterId());
        this.commits = BaselineCommits.of(entries, clusterId.orElse(""));
    }

    public String environment() {
        return environment;
    }

    /**
     * The state with which a resource was applied last, whether it declares it or not.
     *
     * @return empty where nothing was applied
     */
    public Optional<AppliedState> applied(ResourceId id) {
        return commits.applied(id);
    }

    /** What a resource was applied with last; empty where nothing was, or that cannot be told any more. */
    public Optional<Declared<?>> declaredNow(ResourceId id) {
        return applied(id)
                .flatMap(this::declared)
                .flatMap(there -> Optional.<Declared<?>>ofNullable(there.all().get(id)));
    }

    /** What a state declares; empty where that cannot be read completely any more. */
    Optional<Declarations> declared(AppliedState state) {
        return read.computeIfAbsent(state.state().commit() + " " + state.at(), key -> states.apply(state));
    }

    /**
     * Whether a declaration is the one that is applied now, without a failure since, and long enough.
     *
     * @param unit empty to ask whether the resource is not declared
     * @return {@link Proved}, {@link Soaking} or {@link Missing}
     */
    public Evidence isApplied(ResourceId id, Optional<Digest> unit, Duration soak, Instant now) {
        var applied = commits.applied(id);
        if (applied.isEmpty()) {
            return new Missing(
                    "nothing was applied in " + environment + " yet",
                    "begin there: 'castellan apply " + environment + "'; once that ended well"
                            + (soak.isZero() ? "" : " and soaked long enough") + ", this may come here");
        }
        var tried = commits.attempted(id);
        if (!tried.isEmpty()) {
            return new Missing(
                    "apply #" + tried.get(tried.size() - 1).sequence() + " of " + environment
                            + " did not bring it to a good end",
                    "apply again in " + environment + ", until it ends well");
        }
        var there = declared(applied.get());
        if (there.isEmpty()) {
            return new Missing(
                    "what apply #" + applied.get().sequence() + " of " + environment
                            + " declared cannot be read completely any more",
                    "apply " + environment + " again");
        }
        return isSo(there.get(), id, unit)
                ? stood(id, unit, applied.get(), soak, now)
                : differs(applied.get(), there.get().all().containsKey(id), unit.isPresent());
    }

    private Missing differs(AppliedState applied, boolean there, boolean here) {
        var by = " by apply #" + applied.sequence();
        var what = !there
                ? environment + " does not have it" + by
                : here ? environment + " has it otherwise" + by : environment + " still has it" + by;
        return new Missing(
                what, "change it in " + environment + ", apply that, then promote it with 'castellan promote'");
    }

    /** Looks back over the entries in which the declaration stood, as far as it must have stood. */
    private Evidence stood(ResourceId id, Optional<Digest> unit, AppliedState last, Duration soak, Instant now) {
        var since = now.minus(soak);
        var begin = Optional.<LedgerEntry>empty();
        for (int i = (int) last.sequence() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            if (!isOfCluster(entry) || entry.isOpen() || entry.intent().isAdoption() || !covers(entry, id)) {
                continue;
            }
            if (isPending(entry, id) || !declares(entry, id, unit)) {
                break;
            }
            if (counts.test(entry)) {
                begin = Optional.of(entry);
            }
            if (good(entry).containsKey(id)
                    || begin.isPresent() && !time(entry, id).isAfter(since)) {
                break;
            }
        }
        return begin.<Evidence>map(entry -> judged(entry, id, last, soak, now))
                .orElseGet(() -> new Missing(
                        "apply #" + last.sequence() + " of " + environment
                                + " is not signed by a key that the policy allows for its ledger",
                        "apply " + environment + " again where its ledger is signed"));
    }

    private Evidence judged(LedgerEntry entry, ResourceId id, AppliedState last, Duration soak, Instant now) {
        var since = time(entry, id);
        var sequence = entry.intent().sequence();
        var until = since.plus(soak);
        var proved = new Proved(
                environment,
                sequence,
                since,
                declared(last).flatMap(all -> Optional.ofNullable(all.all().get(id))));
        return until.isAfter(now) ? new Soaking(proved, until) : proved;
    }

    /**
     * Whether a declaration was applied with a good end at any time.
     *
     * @return the newest entry that shows it
     */
    public Optional<Proved> everApplied(ResourceId id, Digest unit) {
        return newest(id, one -> one.units().contains(unit));
    }

    /** The same of all declarations together that come to a resource, where there are several: with these, and with no other. */
    public Optional<Proved> everAlike(ResourceId id, Declared<?> declared) {
        return newest(id, one -> one.unit().equals(declared.unit()));
    }

    private Optional<Proved> newest(ResourceId id, Predicate<Declared<?>> wanted) {
        var newest = commits.applied(id).map(AppliedState::sequence);
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            boolean candidate = good(entry).containsKey(id)
                    || newest.filter(at -> at == entry.intent().sequence()).isPresent();
            if (candidate && isOfCluster(entry) && counts.test(entry)) {
                var declared = declared(AppliedState.of(entry))
                        .flatMap(all ->
                                Optional.<Declared<?>>ofNullable(all.all().get(id)));
                if (declared.filter(wanted).isPresent()) {
                    return Optional.of(new Proved(environment, entry.intent().sequence(), time(entry, id), declared));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the newest entry that covers a resource left it to mirroring, with this declaration: then the environment shows nothing
     * of it. One that is no evidence does not say so: others would be asked in its place.
     */
    public boolean isLeftToMirroring(ResourceId id, Optional<Digest> unit) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            if (isOfCluster(entry) && covers(entry, id)) {
                return !entry.isOpen()
                        && left(entry, id)
                        && counts.test(entry)
                        && (!changes(entry, id) || good(entry).containsKey(id))
                        && declares(entry, id, unit);
            }
        }
        return false;
    }

    /**
     * Whether a declaration is the one that is applied now, or was at a time since then; of a resource to which nothing was applied yet
     * nothing is declared, and what is left to mirroring with this declaration counts as applied.
     *
     * @param unit empty to ask whether the resource was not declared
     */
    boolean hadSince(ResourceId id, Optional<Digest> unit, Instant since) {
        if (isLeftToMirroring(id, unit)) {
            return true;
        }
        var applied = commits.applied(id);
        if (applied.isEmpty()) {
            return unit.isEmpty();
        }
        var newest = entries.get((int) applied.get().sequence() - 1);
        if (counts.test(newest) && declares(applied.get(), id, unit)) {
            return true;
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            if (isOfCluster(entry)
                    && hasChanged(entry, id)
                    && !time(entry, id).isBefore(since)
                    && counts.test(entry)
                    && declares(AppliedState.of(entry), id, unit)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a declaration ever was the environment's: it was applied with a good end, or left to mirroring. */
    boolean everHad(ResourceId id, Digest unit) {
        return everApplied(id, unit).isPresent()
                || entries.stream()
                        .anyMatch(entry -> isOfCluster(entry)
                                && !entry.isOpen()
                                && left(entry, id)
                                && counts.test(entry)
                                && declares(entry, id, Optional.of(unit)));
    }

    private static boolean left(LedgerEntry entry, ResourceId id) {
        return entry.intent().leftOut().contains(new LeftOut(id, LeftOut.MIRRORED));
    }

    private boolean declares(LedgerEntry entry, ResourceId id, Optional<Digest> unit) {
        return declares(AppliedState.of(entry), id, unit);
    }

    /** Whether a declaration is the one with which the resource was applied last. */
    public boolean hasNow(ResourceId id, Digest unit) {
        return commits.applied(id)
                .filter(state -> declares(state, id, Optional.of(unit)))
                .isPresent();
    }

    /** Whether a state is known to declare a resource so. */
    boolean declares(AppliedState state, ResourceId id, Optional<Digest> unit) {
        return declared(state).filter(all -> isSo(all, id, unit)).isPresent();
    }

    /** Whether an entry brought a change of the resource to a good end. */
    boolean hasChanged(LedgerEntry entry, ResourceId id) {
        return good(entry).containsKey(id);
    }

    /**
     * The newest state with which a declaration stood after a good end, whether that apply changed something of it or found it so.
     *
     * @param wanted which declaration of the resource is meant
     * @return empty where no entry shows it that changed the resource, or was the last before one that did
     */
    public Optional<AppliedState> lastStood(ResourceId id, Predicate<Declared<?>> wanted) {
        boolean otherwise = true; // since the entry that was looked into last, going back
        for (int i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            if (!isOfCluster(entry)) {
                continue;
            }
            if ((hasChanged(entry, id) || otherwise && settles(entry, id)) && counts.test(entry)) {
                otherwise = false;
                var state = AppliedState.of(entry);
                if (declared(state)
                        .flatMap(all ->
                                Optional.<Declared<?>>ofNullable(all.all().get(id)))
                        .filter(wanted)
                        .isPresent()) {
                    return Optional.of(state);
                }
            }
            otherwise |= changes(entry, id);
        }
        return Optional.empty();
    }

    private boolean settles(LedgerEntry entry, ResourceId id) {
        return !entry.isOpen() && !entry.intent().isAdoption() && covers(entry, id) && !isPending(entry, id);
    }

    private boolean isOfCluster(LedgerEntry entry) {
        return clusterId.filter(entry.intent().target().clusterId()::equals).isPresent();
    }

    private static boolean covers(LedgerEntry entry, ResourceId id) {
        var targets = entry.intent().targets();
        return targets.isEmpty() || targets.contains(id);
    }

    private boolean isPending(LedgerEntry entry, ResourceId id) {
        return entry.intent().leftOut().stream().map(LeftOut::id).anyMatch(id::equals)
                || changes(entry, id) && !good(entry).containsKey(id);
    }

    private static boolean changes(LedgerEntry entry, ResourceId id) {
        return entry.intent().changes().stream().map(IntendedChange::id).anyMatch(id::equals);
    }

    private Map<ResourceId, ChangeOutcome> good(LedgerEntry entry) {
        return good.computeIfAbsent(entry.intent().sequence(), key -> {
            var ended = new TreeMap<ResourceId, ChangeOutcome>();
            entry.outcome()
                    .ifPresent(outcome -> outcome.changes().stream()
                            .filter(change -> change.result().good())
                            .forEach(change -> ended.put(change.id(), change)));
            return ended;
        });
    }

    /** When the entry brought the resource to a good end, or found it so. */
    private Instant time(LedgerEntry entry, ResourceId id) {
        return Optional.ofNullable(good(entry).get(id))
                .map(ChangeOutcome::at)
                .or(() -> entry.outcome().map(outcome -> outcome.at()))
                .orElse(entry.intent().at());
    }

    static Optional<Digest> unit(Declarations all, ResourceId id) {
        return Optional.<Declared<?>>ofNullable(all.all().get(id)).map(Declared::unit);
    }

    /** Whether a declaration is among those that come to the resource, or is all of them together, or none does. */
    private static boolean isSo(Declarations all, ResourceId id, Optional<Digest> unit) {
        var declared = Optional.<Declared<?>>ofNullable(all.all().get(id));
        return unit.map(digest -> declared.filter(
                                one -> one.unit().equals(digest) || one.units().contains(digest))
                        .isPresent())
                .orElse(declared.isEmpty());
    }
}
