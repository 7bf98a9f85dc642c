package io.castellan.resource.broker;

import io.castellan.model.Change;
import io.castellan.model.FieldChange;
import io.castellan.model.Phase;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.resource.Planner;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Setting;
import io.castellan.resource.keyed.KeyedSteps;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One step for all brokers, one for each node. Whatever gets a value of its own in the same plan gets it first, so that it never
 * has the new default; whatever gives its own value up does so afterwards, so that it never has the old one.
 */
final class BrokerPlanner implements Planner {
    static final String CLUSTER = "brokers.config";
    static final String NODE = "node.config";
    private static final String TOPIC = "topic";
    private static final List<String> PINNING = List.of("topic.create", "topic.config", "topic.config.destructive");

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        return planned.stream()
                .flatMap(change -> change.id().equals(BrokerRoom.ALL)
                        ? Stream.of(ofCluster(change, planned, world))
                        : change.id().kind().equals(BrokerRoom.NODE.name())
                                ? Stream.of(ofNode(change, world))
                                : Stream.empty())
                .toList();
    }

    private static Step ofCluster(Change change, List<Change> planned, World world) {
        var keys = paths(change);
        var heirs = keys.stream()
                .flatMap(key -> Situation.heirs(key).stream())
                .map(Setting::key)
                .map(key -> TOPIC + ":config." + key)
                .collect(Collectors.toSet());
        keys.forEach(key -> heirs.add(BrokerRoom.NODE.name() + ":" + key));
        var first = new HashSet<StepId>();
        for (var other : planned) {
            var kind = other.id().kind();
            boolean pins =
                    other.difference().fields().stream().anyMatch(field -> heirs.contains(kind + ":" + field.path()));
            if (pins && !givesUp(other)) {
                (kind.equals(TOPIC) ? PINNING : List.of(NODE)).forEach(step -> first.add(new StepId(step, other.id())));
            }
        }
        return step(CLUSTER, change, world).after(first);
    }

    private static Step ofNode(Change change, World world) {
        var step = step(NODE, change, world);
        return givesUp(change) ? step.after(Set.of(new StepId(CLUSTER, BrokerRoom.ALL))) : step;
    }

    /** Whether anything that stood on the resource itself stands there no longer. */
    private static boolean givesUp(Change change) {
        return change.difference().fields().stream()
                .anyMatch(field -> field.after().isUnset());
    }

    private static Step step(String executor, Change change, World world) {
        boolean late = change.difference().worstRisk().compareTo(RiskClass.DESTRUCTIVE) >= 0;
        return KeyedSteps.of(
                executor,
                late ? Phase.DESTRUCTIVE : Phase.CONFIGURATION,
                change,
                field -> between(change.id(), field, world));
    }

    private static List<String> between(ResourceId id, FieldChange field, World world) {
        var situation = new Situation(world, id);
        var key = field.path();
        return situation.followers(key).stream()
                .flatMap(node -> situation.after(node, key, field.after().asText()).stream())
                .findFirst()
                .flatMap(goal -> Way.of(key, situation.now(key), goal))
                .map(way -> way.subList(0, way.size() - 1))
                .orElse(List.of());
    }

    private static Set<String> paths(Change change) {
        return change.difference().fields().stream().map(FieldChange::path).collect(Collectors.toSet());
    }
}
