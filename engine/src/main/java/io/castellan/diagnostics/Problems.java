package io.castellan.diagnostics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects every problem, so that a command fails once, with all of them. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(Collection<Problem> problems) {
        found.addAll(problems);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(Problem::isError);
    }

    /** Where something is wrong: a second opinion on the form of the same place would be noise. */
    public Set<Place> errorPlaces() {
        return found.stream()
                .filter(Problem::isError)
                .flatMap(problem -> problem.place().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All problems in report order, without repetitions. */
    public List<Problem> sorted() {
        return List.copyOf(new TreeSet<>(found));
    }

    /** @throws Failure with every problem, if one of them is an error */
    public void throwIfErrors(ExitCode exitCode) {
        if (hasErrors()) {
            throw new Failure(exitCode, sorted());
        }
    }
}
