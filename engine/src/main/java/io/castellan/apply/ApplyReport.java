package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Outcome;
import java.util.List;
import java.util.Objects;

/**
 * How an apply ended.
 *
 * @param changes what was to be executed
 * @param resumed whether it went on with an earlier apply
 */
public record ApplyReport(Outcome outcome, List<Change> changes, List<Problem> problems, boolean resumed) {
    public ApplyReport {
        Objects.requireNonNull(outcome, "outcome");
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    public ExitCode exitCode() {
        return outcome.exitCode();
    }
}
