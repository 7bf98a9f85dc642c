package io.castellan.resource.broker;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Ceiling;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Unit;
import io.castellan.model.FieldChange;
import io.castellan.model.RiskClass;
import io.castellan.model.Value;
import io.castellan.resource.World;
import io.castellan.resource.view.TopicView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.TopicPartition;

/** How many topics a change reaches because they inherit, and how much they hold. */
final class Heirs {
    private static final String METHOD = "the largest replica of each partition";

    private Heirs() {}

    private static String topicsFact(String key) {
        return "topics that inherit " + key;
    }

    private static String bytesFact(String key) {
        return "bytes that inherit " + key;
    }

    private static Set<String> topics(Situation situation, FieldChange field) {
        return Situation.heirs(field.path()).stream()
                .flatMap(heir -> situation.topics(heir).stream())
                .map(TopicView::name)
                .collect(Collectors.toSet());
    }

    /** The planned difference with its figures: counted now, measured before. */
    static Difference counted(Difference difference, Situation situation, World world) {
        if (!difference.disposition().isPlanned()) {
            return difference;
        }
        var facts = new ArrayList<>(difference.facts());
        facts.addAll(world.facts(difference.id()));
        for (var field : difference.fields()) {
            if (!Situation.heirs(field.path()).isEmpty()) {
                facts.add(new Fact(
                        topicsFact(field.path()),
                        Value.whole(topics(situation, field).size()),
                        Unit.TOPICS,
                        situation.seesAllTopics()
                                ? Certainty.exact()
                                : Certainty.estimate("the topics that can be seen"),
                        world.now()));
            }
        }
        var ceilings = difference.worstRisk().compareTo(RiskClass.DESTRUCTIVE) < 0
                ? List.<Ceiling>of()
                : facts.stream()
                        .filter(fact ->
                                fact.unit() == Unit.BYTES && fact.certainty().degree() != Fact.Degree.UNKNOWN)
                        .map(fact -> Ceiling.above(
                                fact.name(), Long.parseLong(fact.value().display())))
                        .toList();
        return new Difference(
                difference.id(),
                difference.uuid(),
                difference.verb(),
                difference.fields(),
                difference.risks(),
                facts,
                ceilings,
                difference.disposition(),
                difference.provenance(),
                difference.content());
    }

    /** Bytes of the topics that inherit what changes; nothing is asked where no topic does. */
    static List<Fact> measured(Difference difference, Situation situation, World world, KafkaReads reads) {
        var byKey = new HashMap<String, Set<String>>();
        for (var field : difference.fields()) {
            var topics = topics(situation, field);
            if (difference.disposition().isPlanned() && !topics.isEmpty()) {
                byKey.put(field.path(), topics);
            }
        }
        if (byKey.isEmpty()) {
            return List.of();
        }
        var brokers =
                world.cluster().brokers().stream().map(broker -> broker.id()).toList();
        var sizes = new HashMap<TopicPartition, Long>();
        var silent = new ArrayList<String>();
        reads.logDirs(brokers, Heirs::sizes)
                .forEach((broker, read) -> read.fold(
                        found -> {
                            found.forEach((partition, size) -> sizes.merge(partition, size, Math::max));
                            return true;
                        },
                        () -> silent.add("broker " + broker + " has no log folders"),
                        why -> silent.add("broker " + broker + ": " + why)));
        return byKey.entrySet().stream()
                .map(entry -> new Fact(
                        bytesFact(entry.getKey()),
                        silent.isEmpty() ? Value.whole(sum(sizes, entry.getValue())) : Value.unset(),
                        Unit.BYTES,
                        silent.isEmpty() ? Certainty.estimate(METHOD) : Certainty.unknown(silent.get(0)),
                        world.now()))
                .toList();
    }

    private static long sum(Map<TopicPartition, Long> sizes, Set<String> topics) {
        return sizes.entrySet().stream()
                .filter(entry -> topics.contains(entry.getKey().topic()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Map<TopicPartition, Long> sizes(Map<String, LogDirDescription> folders) {
        var sizes = new HashMap<TopicPartition, Long>();
        folders.values()
                .forEach(folder -> folder.replicaInfos().forEach((partition, replica) -> {
                    if (!replica.isFuture()) {
                        sizes.merge(partition, replica.size(), Math::max);
                    }
                }));
        return sizes;
    }
}
