package io.castellan.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A difference that a person reviews, bound to one target. Its digest covers what the person agrees to: format version,
 * environment, cluster id, kind, name and cluster identity, verb, fields before → after, risk classes and codes, ceilings, and
 * the digest of content that it executes. Commit, places, times, facts and the tool's version are not covered, so that an
 * approval survives a squash merge and ends when before, after or risk moves.
 */
public record Change(Difference difference, Digest digest) implements Comparable<Change> {
    public Change {
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(digest, "digest");
    }

    public static Change of(Difference difference, Target target) {
        return new Change(difference, Digest.of(contract(difference, target)));
    }

    private static Value contract(Difference difference, Target target) {
        var parts = new LinkedHashMap<String, Value>();
        parts.put("format", Value.text(Format.PLAN_V1.text()));
        parts.put("environment", Value.text(target.environment()));
        parts.put("clusterId", Value.text(target.clusterId()));
        parts.put("kind", Value.text(difference.id().kind()));
        parts.put("name", Value.text(difference.id().name()));
        parts.put("uuid", difference.uuid().map(Value::text).orElse(Value.unset()));
        parts.put("verb", Value.text(difference.verb().word()));
        parts.put("disposition", Value.text(difference.disposition().word()));
        var fields = new TreeMap<String, Value>();
        for (var field : difference.fields()) {
            fields.put(field.path(), new Value.Items(List.of(field.before(), field.after())));
        }
        parts.put("fields", Value.entries(fields));
        parts.put(
                "risks",
                Value.texts(difference.risks().stream()
                        .map(risk -> risk.riskClass().word() + " " + risk.code())
                        .distinct()
                        .toList()));
        var ceilings = new TreeMap<String, Value>();
        difference.ceilings().forEach(ceiling -> ceilings.put(ceiling.name(), Value.whole(ceiling.atMost())));
        parts.put("ceilings", Value.entries(ceilings));
        parts.put(
                "content",
                difference.content().map(Digest::text).map(Value::text).orElse(Value.unset()));
        return Value.entries(parts);
    }

    /**
     * The same change under ceilings that were agreed to, as long as today's figures are under them; otherwise as it is.
     *
     * @param target what this change is bound to
     */
    public Change boundedBy(List<Ceiling> agreed, Target target) {
        return within(agreed) ? under(agreed, target) : this;
    }

    /** The same change under other ceilings of the same figures, whatever these are now; otherwise as it is. */
    Change under(List<Ceiling> ceilings, Target target) {
        boolean sameNames = ceilings.stream()
                .map(Ceiling::name)
                .toList()
                .equals(difference.ceilings().stream().map(Ceiling::name).toList());
        return sameNames && !ceilings.equals(difference.ceilings())
                ? Change.of(difference.withCeilings(ceilings), target)
                : this;
    }

    /** Whether no figure of the change is over its ceiling. */
    public boolean within(List<Ceiling> ceilings) {
        return ceilings.stream()
                .allMatch(ceiling -> difference.facts().stream()
                        .filter(fact -> fact.name().equals(ceiling.name()))
                        .allMatch(fact -> fact.value().fold(WholeOrNothing.INSTANCE) <= ceiling.atMost()));
    }

    /** Whether this is the end of an override that is in force: it is shown, and neither planned nor left out. */
    public boolean isEndToCome() {
        return difference.overrideEnd().isPresent()
                && disposition().fold(planned -> false, refused -> false, deferred -> true, unmanaged -> false);
    }

    /**
     * The end of an override as it will be planned when its time has come: what somebody agrees to beforehand. Empty for other changes,
     * and where it would destroy something without a bound.
     *
     * @param target what this change is bound to
     */
    public Optional<Change> whenDue(Target target) {
        return isEndToCome() && !difference.isUnbounded()
                ? Optional.of(of(difference.withDisposition(Disposition.PLANNED), target))
                : Optional.empty();
    }

    public ResourceId id() {
        return difference.id();
    }

    public Verb verb() {
        return difference.verb();
    }

    public Disposition disposition() {
        return difference.disposition();
    }

    /** Whether mirroring is to make it as it is declared: it stays until then. */
    public boolean isLeftToMirroring() {
        return disposition().mirrored().isPresent() && verb() != Verb.NONE;
    }

    /** By resource, then what is done before what only comes later: the order of every report. */
    @Override
    public int compareTo(Change other) {
        int byId = id().compareTo(other.id());
        return byId != 0 ? byId : Integer.compare(place(), other.place());
    }

    private int place() {
        return disposition().fold(planned -> 0, refused -> 1, deferred -> 2, unmanaged -> 3);
    }
}
