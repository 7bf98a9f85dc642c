package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Outcome;
import io.castellan.model.Target;
import io.castellan.model.Warrant;
import java.util.List;
import java.util.Objects;

/**
 * How an apply ended, as far as a report tells it.
 *
 * @param warrant by whose word
 * @param changes what was to be executed
 * @param problems what else the reader must know, in report order
 * @param resumed whether it went on with an earlier apply
 */
public record ApplyResult(
        String tool,
        Target target,
        Outcome outcome,
        Warrant warrant,
        List<Change> changes,
        List<Problem> problems,
        boolean resumed) {
    public ApplyResult {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(warrant, "warrant");
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }
}
