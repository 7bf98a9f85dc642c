package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Outcome;
import io.castellan.model.Warrant;
import java.util.List;
import java.util.Objects;

/**
 * How an apply ended.
 *
 * @param warrant by whose word
 * @param changes what was to be executed
 * @param resumed whether it went on with an earlier apply
 */
public record ApplyReport(
        Outcome outcome, Warrant warrant, List<Change> changes, List<Problem> problems, boolean resumed) {
    public ApplyReport {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(warrant, "warrant");
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    public ExitCode exitCode() {
        return outcome.exitCode();
    }
}
