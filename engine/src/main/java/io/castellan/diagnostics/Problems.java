package io.castellan.diagnostics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

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
