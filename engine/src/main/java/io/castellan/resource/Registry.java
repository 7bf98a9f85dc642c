package io.castellan.resource;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that the rooms bring, by name. */
public final class Registry {
    private final Map<String, Section> sections = new TreeMap<>();
    private final Map<String, ResourceKind<?, ?>> kinds = new TreeMap<>();
    private final Map<String, StepExecutor> executors = new TreeMap<>();
    private final List<Planner> planners;
    private final List<Captor> captors;

    /** @throws IllegalArgumentException if two rooms bring the same name */
    public Registry(List<Room> rooms) {
        for (var room : rooms) {
            room.sections().forEach(section -> putOnce(sections, section.key(), section));
            room.kinds().forEach(kind -> putOnce(kinds, kind.key().name(), kind));
            room.executors().forEach(executor -> putOnce(executors, executor.name(), executor));
        }
        planners = rooms.stream().flatMap(room -> room.planners().stream()).toList();
        captors = rooms.stream().flatMap(room -> room.captors().stream()).toList();
    }

    private static <T> void putOnce(Map<String, T> map, String name, T value) {
        if (map.put(name, value) != null) {
            throw new IllegalArgumentException("registered twice: " + name);
        }
    }

    public List<Section> sections() {
        return List.copyOf(sections.values());
    }

    public List<ResourceKind<?, ?>> kinds() {
        return List.copyOf(kinds.values());
    }

    /** Names of the facets of all kinds, ordered. */
    public SortedSet<String> facets() {
        return kinds.values().stream()
                .flatMap(kind -> kind.facets().stream())
                .map(Facet::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In the order of registration. */
    public List<Captor> captors() {
        return captors;
    }

    public List<Planner> planners() {
        return planners;
    }

    /** @throws IllegalArgumentException if no room brought it: a defect of a planner */
    public StepExecutor executor(String name) {
        var executor = executors.get(name);
        if (executor == null) {
            throw new IllegalArgumentException("no executor: " + name);
        }
        return executor;
    }
}
