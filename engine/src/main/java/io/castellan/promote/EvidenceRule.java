package io.castellan.promote;

import io.castellan.environment.Promotion;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.FieldChange;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.Verb;
import io.castellan.promote.Evidence.Exempt;
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.Evidence.Reason;
import io.castellan.resource.Declarations;
import io.castellan.resource.KnowsPlaces;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks for the evidence of every change of a plan. In this order: what no promotion could have shown is exempt; then the source is
 * asked whether the same declaration is applied there now; then the target, whether it had it before. What the source left to mirroring is
 * asked of the environment before the source instead.
 */
public final class EvidenceRule {
    /** What sending a password changes, by the names of the state files. */
    private static final Set<String> PASSWORD = Set.of("password", "rotation");

    private final Promotion rule;
    private final AppliedRecord source;
    private final AppliedRecord target;
    private final Instant now;
    private final Supplier<Optional<EvidenceRule>> beforeSource;
    private Optional<Optional<EvidenceRule>> found = Optional.empty();

    /** @param beforeSource by what the source's own changes are shown; asked where it matters. Empty where no state comes to it */
    public EvidenceRule(
            Promotion rule,
            AppliedRecord source,
            AppliedRecord target,
            Instant now,
            Supplier<Optional<EvidenceRule>> beforeSource) {
        this.beforeSource = Objects.requireNonNull(beforeSource, "beforeSource");
        this.rule = Objects.requireNonNull(rule, "rule");
        this.source = Objects.requireNonNull(source, "source");
        this.target = Objects.requireNonNull(target, "target");
        this.now = Objects.requireNonNull(now, "now");
    }

    /**
     * @param plan its planned changes are asked about; its steps tell which of them take access
     * @param desired what the target declares now
     * @param applied with what each resource of the target was applied last
     */
    public Map<ResourceId, Evidence> of(Plan plan, Declarations desired, Declarations applied) {
        var phases = phases(plan);
        var found = new HashMap<ResourceId, Evidence>();
        for (var change : plan.planned()) {
            var declared = Optional.<Declared<?>>ofNullable(desired.all().get(change.id()));
            var before = Optional.<Declared<?>>ofNullable(applied.all().get(change.id()));
            boolean takes = Phase.ACCESS_TAKEN.equals(phases.get(change.id()));
            found.put(change.id(), evidence(change, declared, exempt(change, declared, before, takes)));
        }
        return Map.copyOf(found);
    }

    /** Access that is taken from the source as well is nothing that has to be made good there. */
    private Evidence evidence(Change change, Optional<Declared<?>> declared, Optional<Reason> exempt) {
        if (exempt.isPresent() && exempt.get() != Reason.REVOCATION) {
            return new Exempt(exempt.get());
        }
        var shown = of(change.id(), declared);
        return exempt.isPresent() && !isShownElsewhere(shown) ? new Exempt(Reason.REVOCATION) : shown;
    }

    private boolean isShownElsewhere(Evidence shown) {
        return shown.fold(
                proved -> !proved.environment().equals(target.environment()),
                soaking -> false,
                missing -> false,
                exempt -> false);
    }

    /** The evidence for a declaration that the target shall have. */
    public Evidence of(ResourceId id, Optional<Declared<?>> declared) {
        return declared.map(one -> of(id, one, one.units()))
                .orElseGet(() -> one(id, Optional.empty(), Optional.empty()));
    }

    /**
     * The same, shown by one of several declarations that come to the resource: with that one alone it would be the same.
     *
     * @param units not empty
     */
    Evidence of(ResourceId id, Declared<?> declared, Set<Digest> units) {
        return units.stream()
                .map(unit -> one(id, Optional.of(declared), Optional.of(unit)))
                .min(Comparator.comparingInt(Evidence::badness))
                .orElseThrow();
    }

    private Evidence one(ResourceId id, Optional<Declared<?>> declared, Optional<Digest> unit) {
        var shown = source.isLeftToMirroring(id, unit)
                ? beforeSource().map(rule -> rule.of(id, declared)).orElseGet(this::mirrored)
                : source.isApplied(id, unit, rule.soak(), now);
        return shown.suffices()
                ? shown
                : unit.flatMap(digest -> target.everApplied(id, digest))
                        .<Evidence>map(before -> before)
                        .orElse(shown);
    }

    private Optional<EvidenceRule> beforeSource() {
        if (found.isEmpty()) {
            found = Optional.of(beforeSource.get());
        }
        return found.get();
    }

    private Evidence mirrored() {
        return new Missing(
                source.environment() + " leaves it to mirroring, and no environment before it shows it",
                "promote from the environment before " + source.environment()
                        + ", or name that one under 'promotion' there");
    }

    private static Optional<Reason> exempt(
            Change change, Optional<Declared<?>> declared, Optional<Declared<?>> before, boolean takes) {
        if (declared.or(() -> before)
                .filter(one -> one.at().cause().environmentOwn())
                .isPresent()) {
            return Optional.of(Reason.ENVIRONMENT); // a node, for example: it stands in no file that is promoted
        }
        if (isSameText(declared, before)) {
            var cause = change.difference().provenance().cause();
            if (cause == Cause.OVERRIDE) {
                return Optional.of(Reason.OVERRIDE);
            }
            if (cause.environmentOwn() || !isSameMeaning(declared, before)) {
                return Optional.of(Reason.ENVIRONMENT);
            }
        }
        if (takes) {
            return Optional.of(Reason.REVOCATION);
        }
        return sendsPassword(change) ? Optional.of(Reason.ROTATION) : Optional.empty();
    }

    /** As was applied; what differs all the same comes from environment.yaml, or was changed on the cluster. */
    private static boolean isSameText(Optional<Declared<?>> declared, Optional<Declared<?>> before) {
        return declared.isPresent() && declared.map(Declared::unit).equals(before.map(Declared::unit));
    }

    private static boolean isSameMeaning(Optional<Declared<?>> declared, Optional<Declared<?>> before) {
        return declared.flatMap(now -> before.filter(then -> KnowsPlaces.sameMeaning(now, then)))
                .isPresent();
    }

    private static boolean sendsPassword(Change change) {
        return change.verb() == Verb.UPDATE
                && !change.difference().fields().isEmpty()
                && change.difference().fields().stream().map(FieldChange::path).allMatch(PASSWORD::contains);
    }

    /** The phase in which each resource is changed; nothing for one that is changed in several. */
    private static Map<ResourceId, Phase> phases(Plan plan) {
        var all = new HashMap<ResourceId, Set<Phase>>();
        for (Step step : plan.steps()) {
            step.realises()
                    .forEach(id ->
                            all.computeIfAbsent(id, key -> new HashSet<>()).add(step.phase()));
        }
        var only = new HashMap<ResourceId, Phase>();
        all.forEach((id, phases) -> {
            if (phases.size() == 1) {
                only.put(id, phases.iterator().next());
            }
        });
        return only;
    }
}
