package io.castellan.plan;

import io.castellan.model.Step;
import io.castellan.model.StepId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The one total order of steps: dependencies first, ties by phase, executor and name. */
public final class StepOrder {
    private static final Comparator<Step> TIES =
            Comparator.comparing(Step::phase).thenComparing(Step::id);

    private StepOrder() {}

    /**
     * Orders steps; dependencies on steps that are not there are dropped.
     *
     * @throws IllegalArgumentException if two steps have one name, or if the dependencies have a cycle: defects of planners
     */
    public static List<Step> order(Collection<Step> steps) {
        var byId = new TreeMap<StepId, Step>();
        for (var step : steps) {
            if (byId.put(step.id(), step) != null) {
                throw new IllegalArgumentException("two steps are named " + step.id());
            }
        }
        var open = new HashMap<StepId, Integer>();
        var followers = new HashMap<StepId, List<Step>>();
        var ready = new TreeSet<>(TIES);
        for (var step : byId.values()) {
            var present = step.after().stream().filter(byId::containsKey).collect(Collectors.toSet());
            var known = new Step(step.id(), step.phase(), present, step.mode(), step.realises(), step.arguments());
            open.put(step.id(), present.size());
            present.forEach(before ->
                    followers.computeIfAbsent(before, key -> new ArrayList<>()).add(known));
            if (present.isEmpty()) {
                ready.add(known);
            }
        }
        var ordered = drain(ready, open, followers);
        if (ordered.size() < byId.size()) {
            var stuck = new TreeSet<>(byId.keySet());
            ordered.forEach(step -> stuck.remove(step.id()));
            throw new IllegalArgumentException("steps wait for each other: " + stuck);
        }
        return List.copyOf(ordered);
    }

    private static List<Step> drain(TreeSet<Step> ready, Map<StepId, Integer> open, Map<StepId, List<Step>> followers) {
        var ordered = new ArrayList<Step>();
        while (!ready.isEmpty()) {
            var next = java.util.Objects.requireNonNull(ready.pollFirst());
            ordered.add(next);
            for (var follower : followers.getOrDefault(next.id(), List.of())) {
                if (open.merge(follower.id(), -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        return ordered;
    }

    /** Every step that follows one of these, directly or not. */
    public static Set<StepId> followersOf(Set<StepId> failed, List<Step> ordered) {
        var reached = new TreeSet<>(failed);
        for (var step : ordered) {
            if (step.after().stream().anyMatch(reached::contains)) {
                reached.add(step.id());
            }
        }
        reached.removeAll(failed);
        return reached;
    }
}
