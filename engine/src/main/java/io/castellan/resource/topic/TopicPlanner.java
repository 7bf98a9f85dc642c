package io.castellan.resource.topic;

import io.castellan.model.Change;
import io.castellan.model.FieldChange;
import io.castellan.model.Phase;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Value;
import io.castellan.resource.Planner;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Turns changes of topics into steps. A new topic comes with its settings. The settings of a live topic change in at most two
 * requests: at once what destroys nothing, at the end what does; settings whose order matters go together. Planners of other
 * kinds that must follow a topic's settings name both steps.
 */
final class TopicPlanner implements Planner {
    static final String CREATE = "topic.create";
    static final String CONFIG = "topic.config";
    static final String PARTITIONS = "topic.partitions";
    static final String DESTRUCTIVE_CONFIG = "topic.config.destructive";
    static final String DELETE = "topic.delete";

    /** What is inherited must be as it will be before a topic gives up its own value. */
    private static final StepId BROKERS = new StepId("brokers.config", new ResourceId("brokers", "cluster"));

    /** Kafka checks each of these groups as a whole, or one of it decides what another one does. */
    private static final List<Set<String>> TOGETHER = List.of(
            Set.of("min.compaction.lag.ms", "max.compaction.lag.ms"),
            Set.of(
                    "cleanup.policy",
                    "retention.ms",
                    "retention.bytes",
                    "local.retention.ms",
                    "local.retention.bytes",
                    "remote.storage.enable",
                    "remote.log.copy.disable",
                    "remote.log.delete.on.disable"));

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        var observed = world.observed(TopicRoom.KEY);
        return planned.stream()
                .filter(change -> change.id().kind().equals(TopicRoom.KEY.name()))
                .flatMap(change ->
                        steps(
                                change,
                                Optional.ofNullable(observed.get(change.id())).flatMap(topic -> topic.found()))
                                .stream())
                .toList();
    }

    private static List<Step> steps(Change change, Optional<TopicState> state) {
        return switch (change.verb()) {
            case CREATE -> List.of(create(change));
            case UPDATE -> update(change, state);
            case DELETE ->
                List.of(Step.batched(
                        new StepId(DELETE, change.id()), Phase.DESTRUCTIVE, StepArguments.delete(uuid(change))));
            case NONE -> List.of();
        };
    }

    private static Step create(Change change) {
        var config = new TreeMap<String, String>();
        settings(change).forEach(setting -> setting.after().ifPresent(value -> config.put(setting.key(), value)));
        return Step.batched(
                new StepId(CREATE, change.id()),
                Phase.CREATION,
                StepArguments.create(
                        after(change, TopicLayer.PARTITIONS), after(change, TopicLayer.REPLICATION_FACTOR), config));
    }

    private static List<Step> update(Change change, Optional<TopicState> state) {
        var all = settings(change);
        var late = destructive(all, state);
        var steps = new ArrayList<Step>();
        var early =
                all.stream().filter(setting -> !late.contains(setting.key())).toList();
        config(change, CONFIG, Phase.CONFIGURATION, early).ifPresent(steps::add);
        partitions(change).ifPresent(steps::add);
        config(
                        change,
                        DESTRUCTIVE_CONFIG,
                        Phase.DESTRUCTIVE,
                        all.stream()
                                .filter(setting -> late.contains(setting.key()))
                                .toList())
                .ifPresent(steps::add);
        return inOrder(steps);
    }

    /** Each step of a topic follows the ones before it, so that what destroys does not run when they failed. */
    private static List<Step> inOrder(List<Step> steps) {
        var ordered = new ArrayList<Step>();
        var before = new HashSet<StepId>();
        for (var step : steps) {
            ordered.add(step.after(before));
            before.add(step.id());
        }
        return ordered;
    }

    private static Optional<Step> config(Change change, String executor, Phase phase, List<SettingChange> settings) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        var step = Step.batched(new StepId(executor, change.id()), phase, StepArguments.config(uuid(change), settings));
        boolean givesUp = settings.stream().anyMatch(setting -> setting.after().isEmpty());
        return Optional.of(givesUp ? step.after(Set.of(BROKERS)) : step);
    }

    private static Optional<Step> partitions(Change change) {
        return field(change, TopicLayer.PARTITIONS)
                .map(field -> Step.batched(
                        new StepId(PARTITIONS, change.id()),
                        Phase.CONFIGURATION,
                        StepArguments.partitions(uuid(change), field.before(), field.after())));
    }

    /** The keys that change last: those that destroy, and those that go together with one of them. */
    private static Set<String> destructive(List<SettingChange> all, Optional<TopicState> state) {
        var effective =
                all.stream().filter(setting -> !setting.keepsEffect(state)).toList();
        var keys = effective.stream()
                .filter(setting -> setting.risks(all, state).first().riskClass().compareTo(RiskClass.DESTRUCTIVE) >= 0)
                .map(SettingChange::key)
                .collect(Collectors.toCollection(HashSet::new));
        for (var group : TOGETHER) {
            if (keys.stream().anyMatch(group::contains)) {
                effective.stream()
                        .map(SettingChange::key)
                        .filter(group::contains)
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    private static List<SettingChange> settings(Change change) {
        return change.difference().fields().stream()
                .flatMap(field -> SettingChange.of(field).stream())
                .toList();
    }

    private static Value after(Change change, String path) {
        return field(change, path)
                .map(FieldChange::after)
                .orElseThrow(() -> new IllegalStateException(change.id() + " is created without " + path));
    }

    private static Optional<FieldChange> field(Change change, String path) {
        return change.difference().fields().stream()
                .filter(field -> field.path().equals(path))
                .findFirst();
    }

    private static String uuid(Change change) {
        return change.difference()
                .uuid()
                .orElseThrow(() -> new IllegalStateException(change.id() + " is live and has no id"));
    }
}
