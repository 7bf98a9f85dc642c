package io.castellan.model;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Work that a machine does. It realises one or more changes and names the steps that it must follow.
 *
 * @param after steps that must have ended well before this one starts
 * @param arguments all that the executor needs to do the work and to say later where it stands; never a secret
 */
public record Step(StepId id, Phase phase, Set<StepId> after, Mode mode, Set<ResourceId> realises, Value arguments) {
    public Step {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(phase, "phase");
        after = sorted(after);
        Objects.requireNonNull(mode, "mode");
        realises = sorted(realises);
        Objects.requireNonNull(arguments, "arguments");
    }

    public static Step batched(StepId id, Phase phase, Value arguments) {
        return new Step(id, phase, Set.of(), Mode.BATCHED, Set.of(id.subject()), arguments);
    }

    public static Step exclusive(StepId id, Phase phase, Value arguments) {
        return new Step(id, phase, Set.of(), Mode.EXCLUSIVE, Set.of(id.subject()), arguments);
    }

    public Step after(Set<StepId> others) {
        var all = new TreeSet<>(after);
        all.addAll(others);
        return new Step(id, phase, all, mode, realises, arguments);
    }

    public Step realising(Set<ResourceId> resources) {
        return new Step(id, phase, after, mode, resources, arguments);
    }

    public String executor() {
        return id.executor();
    }

    private static <T extends Comparable<T>> SortedSet<T> sorted(Set<T> set) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }
}
