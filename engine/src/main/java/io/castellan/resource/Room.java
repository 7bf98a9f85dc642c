package io.castellan.resource;

import java.util.List;

/**
 * What one package of a kind brings along: its one line in the registry.
 *
 * @param sections keys of the state files that it reads
 * @param kinds resources that it compares
 * @param planners steps that it contributes
 * @param executors steps that it can do
 * @param captors sections that it can write from what is live
 */
public record Room(
        List<Section> sections,
        List<ResourceKind<?, ?>> kinds,
        List<Planner> planners,
        List<StepExecutor> executors,
        List<Captor> captors) {
    public Room {
        sections = List.copyOf(sections);
        kinds = List.copyOf(kinds);
        planners = List.copyOf(planners);
        executors = List.copyOf(executors);
        captors = List.copyOf(captors);
    }

    /** A room that cannot be captured. */
    public Room(
            List<Section> sections,
            List<ResourceKind<?, ?>> kinds,
            List<Planner> planners,
            List<StepExecutor> executors) {
        this(sections, kinds, planners, executors, List.of());
    }
}
