package io.castellan.promote;

import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Place;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.ResourceId;
import io.castellan.promote.Candidate.Act;
import io.castellan.promote.Evidence.Missing;
import io.castellan.promote.ThreeWay.Base;
import io.castellan.resource.Declarations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What could be promoted between two environments. The common ground of a declaration is told by the ledgers: what the target declares
 * was the source's if it was ever applied there, otherwise somebody wrote it for the target.
 */
public final class Candidates {
    private final EvidenceRule rule;
    private final AppliedRecord source;
    private final AppliedRecord target;

    public Candidates(EvidenceRule rule, AppliedRecord source, AppliedRecord target) {
        this.rule = Objects.requireNonNull(rule, "rule");
        this.source = Objects.requireNonNull(source, "source");
        this.target = Objects.requireNonNull(target, "target");
    }

    private record Side(Units units, Declarations declared) {
        private Optional<Declared<?>> of(ResourceId id) {
            return Optional.ofNullable(declared.all().get(id));
        }
    }

    /**
     * @param source what the files of the source declare
     * @param target the same of the target
     * @return every declaration that differs, in order
     */
    public List<Candidate> between(BothUnits units, Declarations source, Declarations target) {
        var there = units.source();
        var here = units.target();
        var from = new Side(there, source);
        var to = new Side(here, target);
        var ids = units.differing();
        var resourcesThere = resources(ids, there, from.declared());
        var resourcesHere = resources(ids, here, to.declared());
        var found = new ArrayList<Candidate>();
        for (var id : ids) {
            var inSource = resourcesThere.getOrDefault(id, Set.of());
            var inTarget = resourcesHere.getOrDefault(id, Set.of());
            found.add(new Candidate(
                    id,
                    here.digest(id).isEmpty() ? Act.COMES : there.digest(id).isEmpty() ? Act.GOES : Act.REPLACED,
                    both(inSource, inTarget),
                    standing(id, there, here, inSource, inTarget, from, to),
                    evidence(there.digest(id), from, both(inSource, inTarget))));
        }
        return found;
    }

    private static Set<ResourceId> both(Set<ResourceId> some, Set<ResourceId> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** What is declared with an anchor belongs to no unit. */
    private static Map<UnitId, Set<ResourceId>> resources(Set<UnitId> ids, Units units, Declarations declared) {
        var found = new TreeMap<UnitId, Set<ResourceId>>();
        var files = units.files(ids);
        declared.all().forEach((id, one) -> {
            if (Stream.concat(one.at().declaredAt().stream(), one.at().alsoAt().stream())
                    .map(Place::file)
                    .noneMatch(files::contains)) {
                return;
            }
            try {
                units.declaring(one)
                        .forEach(unit -> found.computeIfAbsent(unit, key -> new TreeSet<>())
                                .add(id));
            } catch (Failure shared) {
                // its unit has no resource then, and so no evidence
            }
        });
        return found;
    }

    private ThreeWay standing(
            UnitId id,
            Units there,
            Units here,
            Set<ResourceId> inSource,
            Set<ResourceId> inTarget,
            Side from,
            Side to) {
        var wanted = there.digest(id);
        var present = here.digest(id);
        return ThreeWay.of(
                wanted, present, present.isPresent() ? known(present, inTarget, to) : gone(wanted, inSource, from));
    }

    /** Whether what the target declares was the source's once. */
    private Base known(Optional<Digest> present, Set<ResourceId> inTarget, Side to) {
        boolean was = !inTarget.isEmpty()
                && inTarget.stream()
                        .allMatch(id -> to.of(id)
                                .filter(one -> own(one, present).stream().anyMatch(unit -> was(id, unit)))
                                .isPresent());
        return was ? Base.of(present) : Base.unknown();
    }

    private boolean was(ResourceId id, Digest unit) {
        return source.lastStood(id, one -> one.units().contains(unit)).isPresent() || source.everHad(id, unit);
    }

    /** Whether somebody took out of the target's files what is still applied there. */
    private Base gone(Optional<Digest> wanted, Set<ResourceId> inSource, Side from) {
        var applied = new ArrayList<Optional<Digest>>();
        inSource.forEach(id -> applied.add(target.applied(id)
                .flatMap(target::declared)
                .flatMap(all -> Optional.<Declared<?>>ofNullable(all.all().get(id)))
                .map(Declared::unit)));
        if (applied.stream().allMatch(Optional::isEmpty)) {
            return Base.unknown();
        }
        boolean same = inSource.stream()
                .map(id -> from.of(id).map(Declared::unit))
                .toList()
                .equals(applied);
        return same
                ? Base.of(wanted)
                : Base.of(applied.stream().flatMap(Optional::stream).findFirst());
    }

    /** Of the declarations that come to a resource the one that is meant; all of them where that cannot be told. */
    private static Set<Digest> own(Declared<?> declared, Optional<Digest> meant) {
        var units = declared.units();
        return meant.filter(units::contains).<Set<Digest>>map(Set::of).orElse(units);
    }

    private Evidence evidence(Optional<Digest> unit, Side from, Set<ResourceId> resources) {
        return resources.stream()
                .map(id -> from.of(id)
                        .map(declared -> rule.of(id, declared, own(declared, unit)))
                        .orElseGet(() -> rule.of(id, Optional.empty())))
                .max(Comparator.comparingInt(Evidence::badness))
                .orElse(new Missing(
                        "it cannot be told which resource it declares", "write it out without anchors and aliases"));
    }
}
