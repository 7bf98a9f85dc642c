package io.castellan.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a kind found by comparing: a change before it belongs to a plan. One resource has at most one difference of each
 * disposition.
 *
 * @param uuid the identity that the cluster gave the resource, where it gives one (topic id)
 * @param fields by path
 * @param risks worst first; never empty for a planned difference
 * @param content digest of files outside the state folder that the change executes (playbook, templates), where it does
 */
public record Difference(
        ResourceId id,
        Optional<String> uuid,
        Verb verb,
        List<FieldChange> fields,
        List<Risk> risks,
        List<Fact> facts,
        List<Ceiling> ceilings,
        Disposition disposition,
        Provenance provenance,
        Optional<Digest> content) {
    public Difference {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(verb, "verb");
        fields = List.copyOf(new TreeSet<>(fields));
        risks = List.copyOf(new TreeSet<>(risks));
        facts = List.copyOf(new TreeSet<>(facts));
        ceilings = List.copyOf(new TreeSet<>(ceilings));
        Objects.requireNonNull(disposition, "disposition");
        Objects.requireNonNull(provenance, "provenance");
        Objects.requireNonNull(content, "content");
        if (disposition.isPlanned() && (risks.isEmpty() || verb == Verb.NONE)) {
            throw new IllegalArgumentException(id + ": a planned difference has a verb and a risk, if only a safe one");
        }
    }

    /**
     * The field that binds a difference to the end of the override that it comes with: before, the instant of the end; after, unset.
     * It is no setting of the resource.
     */
    public static final String OVERRIDE_UNTIL = "override.until";

    /** When the override ends, or ended, with which this comes; empty for every other difference. */
    public Optional<Instant> overrideEnd() {
        return fields.stream()
                .filter(field ->
                        field.path().equals(OVERRIDE_UNTIL) && field.after().isUnset())
                .findFirst()
                .flatMap(field -> field.before().fold(TextOnly.INSTANCE))
                .map(Instant::parse);
    }

    /** Whether it would destroy something, and no figure says how much at most. */
    public boolean isUnbounded() {
        return worstRisk().compareTo(RiskClass.DESTRUCTIVE) >= 0 && ceilings.isEmpty();
    }

    public static Builder of(ResourceId id, Verb verb) {
        return new Builder(id, verb);
    }

    /** The worst class among the risks; {@link RiskClass#SAFE} where there is none. */
    public RiskClass worstRisk() {
        return risks.stream().map(Risk::riskClass).max(RiskClass::compareTo).orElse(RiskClass.SAFE);
    }

    public Difference withDisposition(Disposition other) {
        return new Difference(id, uuid, verb, fields, risks, facts, ceilings, other, provenance, content);
    }

    public Difference because(Provenance other) {
        return new Difference(id, uuid, verb, fields, risks, facts, ceilings, disposition, other, content);
    }

    public Difference withCeilings(List<Ceiling> others) {
        return new Difference(id, uuid, verb, fields, risks, facts, others, disposition, provenance, content);
    }

    /** Collects the parts of a difference. */
    public static final class Builder {
        private final ResourceId id;
        private final Verb verb;
        private final List<FieldChange> fields = new ArrayList<>();
        private final List<Risk> risks = new ArrayList<>();
        private final List<Fact> facts = new ArrayList<>();
        private final List<Ceiling> ceilings = new ArrayList<>();
        private Optional<String> uuid = Optional.empty();
        private Disposition disposition = Disposition.PLANNED;
        private Provenance provenance = Provenance.observed();
        private Optional<Digest> content = Optional.empty();

        private Builder(ResourceId id, Verb verb) {
            this.id = id;
            this.verb = verb;
        }

        public Builder uuid(String value) {
            uuid = Optional.of(value);
            return this;
        }

        public Builder field(FieldChange field) {
            fields.add(field);
            return this;
        }

        public Builder field(String path, Value before, Value after, Provenance at) {
            return field(new FieldChange(path, before, after, at.declaredAt()));
        }

        public Builder fields(Collection<FieldChange> several) {
            fields.addAll(several);
            return this;
        }

        public Builder risk(Risk risk) {
            risks.add(risk);
            return this;
        }

        public Builder risk(RiskClass riskClass, String code, String why) {
            return risk(new Risk(riskClass, code, why));
        }

        public Builder risks(Collection<Risk> several) {
            risks.addAll(several);
            return this;
        }

        public Builder fact(Fact fact) {
            facts.add(fact);
            return this;
        }

        public Builder facts(Collection<Fact> several) {
            facts.addAll(several);
            return this;
        }

        public Builder ceiling(Ceiling ceiling) {
            ceilings.add(ceiling);
            return this;
        }

        public Builder disposition(Disposition value) {
            disposition = value;
            return this;
        }

        public Builder provenance(Provenance value) {
            provenance = value;
            return this;
        }

        public Builder content(Digest value) {
            content = Optional.of(value);
            return this;
        }

        public Difference build() {
            return new Difference(id, uuid, verb, fields, risks, facts, ceilings, disposition, provenance, content);
        }
    }
}
