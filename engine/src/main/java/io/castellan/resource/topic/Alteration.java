package io.castellan.resource.topic;

import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import io.castellan.model.Provenance;
import io.castellan.model.Risk;
import io.castellan.model.RiskClass;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.topic.TopicSpec.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The differences between a live topic and what is declared of it, field by field. */
final class Alteration {
    private final Triple<TopicSpec, TopicState> triple;
    private final Declared<TopicSpec> declared;
    private final Wanted spec;
    private final TopicState state;
    private final World world;
    private final List<SettingChange> settings = new ArrayList<>();
    private final List<FieldChange> others = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();
    private final List<Risk> risks = new ArrayList<>();
    private final List<SettingChange> unmanaged = new ArrayList<>();
    private final List<FieldChange> mirrored = new ArrayList<>();
    private final Refusals refusals = new Refusals();

    Alteration(
            Triple<TopicSpec, TopicState> triple,
            Declared<TopicSpec> declared,
            Wanted spec,
            TopicState state,
            World world) {
        this.triple = triple;
        this.declared = declared;
        this.spec = spec;
        this.state = state;
        this.world = world;
    }

    List<Difference> differences() {
        spec.partitions().ifPresent(this::partitions);
        spec.replicationFactor().ifPresent(this::replicationFactor);
        changes().values().forEach(this::setting);
        requireNoContradiction();
        var differences = new ArrayList<Difference>();
        planned().ifPresent(differences::add);
        OverrideEnd.of(triple.id(), declared, spec, state, world).ifPresent(differences::add);
        unmanaged().ifPresent(differences::add);
        mirrored().ifPresent(differences::add);
        if (!refusals.isEmpty()) {
            refusals.asDifference(difference(Verb.UPDATE).provenance(declared.at()))
                    .ifPresent(differences::add);
        }
        return differences;
    }

    private void partitions(Sourced<Integer> wanted) {
        int live = state.partitions();
        var field = new FieldChange(
                TopicLayer.PARTITIONS,
                Value.whole(live),
                Value.whole(wanted.value()),
                wanted.at().declaredAt());
        if (wanted.value() != live && TopicFacets.PARTITIONS.isMirrored(state.name(), world)) {
            mirrored.add(field);
        } else if (wanted.value() < live) {
            refusals.add(
                    TopicCodes.PARTITION_DECREASE,
                    "it has " + live + " partitions, and Kafka cannot take any away",
                    "declare " + live + " partitions, or move the data to a new topic",
                    List.of(field));
        } else if (wanted.value() > live) {
            others.add(field);
            causes.add(wanted.at().cause());
            risks.add(new Risk(
                    RiskClass.DISRUPTIVE,
                    "PARTITIONS_ADDED",
                    "consumers are assigned anew and may miss first records"));
            risks.add(new Risk(
                    RiskClass.IRREVERSIBLE,
                    "KEYS_MOVE",
                    "records of one key go to another partition from now on, and partitions cannot be taken away"));
        }
    }

    private void replicationFactor(Sourced<Integer> wanted) {
        int fewest = state.replicationFactor();
        int most = state.mostReplicas();
        if (wanted.value() == fewest && wanted.value() == most) {
            return;
        }
        var live = fewest == most ? Value.whole(fewest) : Value.text(fewest + " to " + most);
        refusals.add(
                TopicCodes.REPLICATION_FACTOR_DIFFERS,
                "PLACEMENT_NOT_SUPPORTED: replicationFactor " + wanted.value() + " is declared and " + live.display()
                        + " is live, and Castellan does not move replicas of existing topics yet",
                "declare what is live, or reassign the partitions with Kafka's own tools",
                List.of(new FieldChange(
                        TopicLayer.REPLICATION_FACTOR,
                        live,
                        Value.whole(wanted.value()),
                        wanted.at().declaredAt())));
    }

    /** What becomes of each setting that is declared, was declared, or stands on the topic. */
    private Map<String, SettingChange> changes() {
        var changes = new TreeMap<String, SettingChange>();
        spec.config().forEach((key, wanted) -> {
            if (!state.override(key).equals(wanted.value())) {
                changes.put(key, change(key, wanted.value(), wanted.at()));
            }
        });
        if (!anyStands()) {
            return changes;
        }
        triple.baseline()
                .all()
                .flatMap(before -> before.spec().wanted().stream())
                .flatMap(before -> before.config().entrySet().stream())
                .filter(entry -> entry.getValue().value().isPresent() && stands(entry.getKey()))
                .forEach(entry -> changes.putIfAbsent(
                        entry.getKey(),
                        change(
                                entry.getKey(),
                                Optional.empty(),
                                withdrawn(entry.getValue().at()))));
        state.overrides().keySet().stream()
                .filter(key -> stands(key) && !changes.containsKey(key))
                .sorted()
                .map(key -> change(key, Optional.empty(), Provenance.observed()))
                .forEach(undeclared -> undeclared(undeclared, changes));
        return changes;
    }

    /** Mostly not, so that what was declared before need not be gone through for each topic. */
    private boolean anyStands() {
        for (var key : state.overrides().keySet()) {
            if (stands(key)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a setting stands on the topic that is not declared. */
    private boolean stands(String key) {
        return state.override(key).isPresent() && !spec.config().containsKey(key) && !Catalogue.isPlatform(key);
    }

    /** An override that ended, or a default that was taken back, is the environment's own doing. */
    private static Provenance withdrawn(Provenance before) {
        return new Provenance(
                Optional.empty(), before.cause().environmentOwn() ? before.cause() : Cause.WITHDRAWN, List.of());
    }

    private void undeclared(SettingChange removal, Map<String, SettingChange> changes) {
        if (isMirrored(removal)) {
            mirrored.add(asSeen(removal));
            return;
        }
        switch (world.protection().unmanagedFields()) {
            case REPORT -> unmanaged.add(removal);
            case REMOVE ->
                changes.put(
                        removal.key(),
                        new SettingChange(
                                removal.key(), removal.before(), removal.after(), removal.at(), Cause.ENVIRONMENT));
            case REFUSE ->
                refusals.add(
                        TopicCodes.UNMANAGED_FIELDS,
                        "'" + removal.key() + "' is set on it and nothing declares it",
                        "declare it, remove it by hand, or set unmanaged.fields to report or remove",
                        List.of(asSeen(removal)));
        }
    }

    private SettingChange change(String key, Optional<String> wanted, Provenance at) {
        return new SettingChange(key, state.override(key), wanted, at.declaredAt(), at.cause());
    }

    private boolean isMirrored(SettingChange change) {
        return TopicFacets.carries(change.key()) && TopicFacets.CONFIG.isMirrored(state.name(), world);
    }

    private void setting(SettingChange change) {
        if (isMirrored(change)) {
            mirrored.add(change.field());
            return;
        }
        var needed = Optional.of(change)
                .filter(one -> one.key().equals(Settings.MIN_ISR))
                .flatMap(one -> one.effectiveAfter(Optional.of(state)))
                .filter(value -> Integer.parseInt(value) > state.replicationFactor());
        if (needed.isPresent()) {
            refusals.add(
                    TopicCodes.MIN_ISR_ABOVE_REPLICAS,
                    "min.insync.replicas would be " + needed.get() + ", and its replication factor is "
                            + state.replicationFactor(),
                    "declare at most " + state.replicationFactor(),
                    List.of(change.field()));
        } else {
            settings.add(change);
            causes.add(change.cause());
        }
    }

    /** Kafka refuses all settings of a request when two of the topic do not go together, whoever set the other one. */
    private void requireNoContradiction() {
        if (settings.isEmpty()) {
            return;
        }
        var effective = new TreeMap<>(state.inherited());
        effective.putAll(state.overrides());
        settings.forEach(change -> change.effectiveAfter(Optional.of(state))
                .ifPresentOrElse(value -> effective.put(change.key(), value), () -> effective.remove(change.key())));
        var contradictions = Catalogue.topic().contradictions(effective);
        if (!contradictions.isEmpty()) {
            var fields = settings.stream().map(SettingChange::field).toList();
            contradictions.forEach(refusal -> refusals.add(refusal.code(), refusal.message(), refusal.hint(), fields));
            settings.forEach(change -> causes.remove(change.cause()));
            settings.clear();
        }
    }

    private Optional<Difference> planned() {
        if (settings.isEmpty() && others.isEmpty()) {
            return Optional.empty();
        }
        var difference = difference(Verb.UPDATE).fields(others).risks(risks);
        for (var change : settings) {
            difference.field(change.field()).risks(change.risks(settings, Optional.of(state)));
        }
        spec.passing()
                .filter(override -> override.over()
                        && settings.stream().anyMatch(change -> override.below().containsKey(change.key())))
                .ifPresent(ended -> difference.field(OverrideEnd.field(ended)));
        Facts.shown(spec, world).ifPresent(difference::fact);
        world.facts(triple.id()).stream()
                .filter(fact -> !fact.name().equals(Facts.BYTES_HELD)) // it stands beside the end
                .forEach(fact -> {
                    difference.fact(fact);
                    Facts.ceiling(fact).ifPresent(difference::ceiling);
                });
        return Optional.of(difference
                .provenance(new Provenance(declared.at().declaredAt(), cause(), List.of()))
                .build());
    }

    /** The environment's own only where nothing else is among the changes. */
    private Cause cause() {
        var all = new TreeSet<>(causes);
        return all.size() == 1 || all.stream().allMatch(Cause::environmentOwn) ? all.first() : Cause.DECLARATION;
    }

    private Optional<Difference> unmanaged() {
        return unmanaged.isEmpty()
                ? Optional.empty()
                : Optional.of(difference(Verb.NONE)
                        .fields(unmanaged.stream().map(Alteration::asSeen).toList())
                        .disposition(Disposition.UNMANAGED)
                        .build());
    }

    /** One difference, whatever the facets: what differs, and what mirroring has set besides. */
    private Optional<Difference> mirrored() {
        if (mirrored.isEmpty()) {
            return Optional.empty();
        }
        boolean differs = mirrored.stream().anyMatch(field -> !field.before().equals(field.after()));
        var verb = differs ? Verb.UPDATE : Verb.NONE;
        var difference = difference(verb).fields(mirrored);
        Stream.of(TopicFacets.CONFIG, TopicFacets.PARTITIONS)
                .flatMap(facet -> facet.mirrored(state.name(), verb, world).stream())
                .findFirst()
                .ifPresent(difference::disposition);
        if (differs) {
            difference.provenance(declared.at());
        }
        return Optional.of(difference.build());
    }

    /** A field that stays as it is. */
    private static FieldChange asSeen(SettingChange seen) {
        return new FieldChange(
                SettingChange.path(seen.key()),
                SettingChange.value(seen.before()),
                SettingChange.value(seen.before()),
                Optional.empty());
    }

    private Difference.Builder difference(Verb verb) {
        return Difference.of(triple.id(), verb).uuid(state.uuid());
    }
}
