package io.castellan.state;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.environment.Environment;
import java.util.List;
import java.util.Set;

/**
 * An environment.yaml, what it declares itself, and what is wrong with it.
 *
 * @param wrongForm where the schema found something wrong
 */
record EnvironmentRead(
        byte[] content, Environment environment, Set<Place> wrongForm, List<Found> found, List<Problem> problems) {
    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Whether the same files are the same state at any time: no override begins or ends. */
    boolean isTimeless() {
        return environment.overrides().isEmpty();
    }
}
