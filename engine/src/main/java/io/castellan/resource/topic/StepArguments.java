package io.castellan.resource.topic;

import io.castellan.model.Step;
import io.castellan.model.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the steps of topics carry: everything to do the work and to say later where it stands. */
final class StepArguments {
    private static final String UUID = "uuid";
    private static final String CONFIG = "config";
    private static final String PARTITIONS = "partitions";
    private static final String REPLICATION_FACTOR = "replicationFactor";
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private StepArguments() {}

    static String topic(Step step) {
        return step.id().subject().name();
    }

    /** The id of the live topic that the step is about. */
    static String uuid(Step step) {
        return Values.text(Values.entry(step.arguments(), UUID)).orElseThrow();
    }

    static Value create(Value partitions, Value replicationFactor, Map<String, String> config) {
        return Value.entries(Map.of(
                PARTITIONS, partitions, REPLICATION_FACTOR, replicationFactor, CONFIG, Value.entries(texts(config))));
    }

    /** A topic that is to be created. */
    record NewOne(int partitions, int replicationFactor, Map<String, String> config) {
        NewOne {
            config = Map.copyOf(config);
        }
    }

    static NewOne newOne(Step step) {
        var config = new TreeMap<String, String>();
        Values.entries(Values.entry(step.arguments(), CONFIG))
                .forEach((key, value) -> Values.text(value).ifPresent(text -> config.put(key, text)));
        return new NewOne(
                Values.count(Values.entry(step.arguments(), PARTITIONS)),
                Values.count(Values.entry(step.arguments(), REPLICATION_FACTOR)),
                config);
    }

    static Value config(String uuid, Collection<SettingChange> settings) {
        var config = new TreeMap<String, Value>();
        settings.forEach(setting -> config.put(
                setting.key(),
                new Value.Items(List.of(SettingChange.value(setting.before()), SettingChange.value(setting.after())))));
        return Value.entries(Map.of(UUID, Value.text(uuid), CONFIG, Value.entries(config)));
    }

    /** What stands on the topic before and after; empty where it inherits. */
    record Move(Optional<String> before, Optional<String> after) {}

    static Map<String, Move> moves(Step step) {
        var moves = new LinkedHashMap<String, Move>();
        Values.entries(Values.entry(step.arguments(), CONFIG)).forEach((key, value) -> {
            var pair = Values.items(value);
            moves.put(key, new Move(Values.text(pair.get(0)), Values.text(pair.get(1))));
        });
        return moves;
    }

    static Value partitions(String uuid, Value before, Value after) {
        return Value.entries(Map.of(UUID, Value.text(uuid), BEFORE, before, AFTER, after));
    }

    static int partitionsBefore(Step step) {
        return Values.count(Values.entry(step.arguments(), BEFORE));
    }

    static int partitionsAfter(Step step) {
        return Values.count(Values.entry(step.arguments(), AFTER));
    }

    static Value delete(String uuid) {
        return Value.entries(Map.of(UUID, Value.text(uuid)));
    }

    private static Map<String, Value> texts(Map<String, String> map) {
        var values = new TreeMap<String, Value>();
        map.forEach((key, text) -> values.put(key, Value.text(text)));
        return values;
    }
}
