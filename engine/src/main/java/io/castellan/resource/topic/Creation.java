package io.castellan.resource.topic;

import io.castellan.model.Declared;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.topic.TopicSpec.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The difference that a declared topic is not there. */
final class Creation {
    private final ResourceId id;
    private final Declared<TopicSpec> declared;
    private final Wanted spec;
    private final World world;
    private final Neighbours neighbours;
    private final Refusals refusals = new Refusals();

    Creation(ResourceId id, Declared<TopicSpec> declared, Wanted spec, World world, Neighbours neighbours) {
        this.id = id;
        this.declared = declared;
        this.spec = spec;
        this.world = world;
        this.neighbours = neighbours;
    }

    Difference difference() {
        if (TopicName.isTunable(id.name())) {
            return Difference.of(id, Verb.NONE)
                    .disposition(new Disposition.Deferred(
                            TopicCodes.NOT_MADE_YET.toString(),
                            "Kafka makes it when it is first needed",
                            Optional.empty()))
                    .provenance(declared.at())
                    .build();
        }
        var mirrored = TopicFacets.TOPICS.mirrored(id.name(), Verb.CREATE, world);
        if (mirrored.isPresent()) {
            return Difference.of(id, Verb.CREATE)
                    .fields(fields())
                    .disposition(mirrored.get())
                    .provenance(declared.at())
                    .build();
        }
        requireShape();
        requireBrokers();
        requireMinInsyncReplicas();
        requireNameFree();
        requireNoContradiction();
        var difference = Difference.of(id, Verb.CREATE).fields(fields()).provenance(declared.at());
        var refused = refusals.asDifference(difference);
        Facts.shown(spec, world).ifPresent(difference::fact);
        return refused.orElseGet(() -> difference
                .risk(RiskClass.SAFE, "TOPIC_CREATED", "nothing is there yet")
                .build());
    }

    private List<FieldChange> fields() {
        var fields = new ArrayList<FieldChange>();
        spec.partitions().ifPresent(count -> fields.add(count(TopicLayer.PARTITIONS, count)));
        spec.replicationFactor().ifPresent(count -> fields.add(count(TopicLayer.REPLICATION_FACTOR, count)));
        spec.config().forEach((key, setting) -> {
            if (setting.value().isPresent() && !Catalogue.isPlatform(key)) {
                fields.add(new FieldChange(
                        SettingChange.path(key),
                        Value.unset(),
                        SettingChange.value(setting.value()),
                        setting.at().declaredAt()));
            }
        });
        return fields;
    }

    private static FieldChange count(String path, Sourced<Integer> count) {
        return new FieldChange(
                path, Value.unset(), Value.whole(count.value()), count.at().declaredAt());
    }

    private void requireShape() {
        var missing = new ArrayList<String>();
        if (spec.partitions().isEmpty()) {
            missing.add(TopicLayer.PARTITIONS);
        }
        if (spec.replicationFactor().isEmpty()) {
            missing.add(TopicLayer.REPLICATION_FACTOR);
        }
        if (!missing.isEmpty()) {
            refusals.add(
                    TopicCodes.SHAPE_UNDECLARED,
                    "it does not exist, and without " + String.join(" and ", missing) + " it cannot be created",
                    "declare " + String.join(" and ", missing)
                            + " of it, or for all topics below defaults.topics in environment.yaml",
                    List.of());
        }
    }

    private void requireBrokers() {
        int brokers = world.cluster().brokers().size();
        spec.replicationFactor()
                .filter(factor -> factor.value() > brokers)
                .ifPresent(factor -> refusals.add(
                        TopicCodes.REPLICAS_ABOVE_BROKERS,
                        "replicationFactor " + factor.value() + " needs as many brokers, and " + brokers
                                + (brokers == 1 ? " is" : " are") + " live",
                        "declare at most " + brokers + ", or wait for the other brokers",
                        List.of()));
    }

    private void requireMinInsyncReplicas() {
        var declaredValue = spec.value(Settings.MIN_ISR);
        var needed = declaredValue
                .or(() -> Optional.ofNullable(neighbours.inherited().get(Settings.MIN_ISR)))
                .map(Integer::valueOf);
        spec.replicationFactor()
                .filter(factor -> needed.filter(value -> value > factor.value()).isPresent())
                .ifPresent(factor -> refusals.add(
                        TopicCodes.MIN_ISR_ABOVE_REPLICAS,
                        "min.insync.replicas would be " + needed.get()
                                + (declaredValue.isPresent() ? "" : " as the brokers have it")
                                + ", and replicationFactor is " + factor.value(),
                        "declare min.insync.replicas of at most " + factor.value(),
                        List.of()));
    }

    private void requireNameFree() {
        neighbours
                .inTheWayOf(id.name())
                .ifPresent(other -> refusals.add(
                        TopicCodes.COLLIDES_WITH_LIVE,
                        "topic '" + other + "' is live, differs only in '.' and '_', and Kafka allows only one of them",
                        "choose another name, or let '" + other + "' go first, in a plan of its own",
                        List.of()));
    }

    private void requireNoContradiction() {
        var effective = new TreeMap<>(neighbours.inherited());
        spec.config().keySet().forEach(key -> spec.value(key).ifPresent(value -> effective.put(key, value)));
        Catalogue.topic()
                .contradictions(effective)
                .forEach(refusal -> refusals.add(refusal.code(), refusal.message(), refusal.hint(), List.of()));
    }
}
