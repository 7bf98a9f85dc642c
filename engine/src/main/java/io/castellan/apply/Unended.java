package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.ledger.Ledger;
import io.castellan.model.Change;
import io.castellan.model.Intent.Executor;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.ShortId;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.model.WholeSecond;
import io.castellan.resource.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The last entry of a ledger where it was begun and did not end: whether the same apply goes on, and how it is ended if not. */
final class Unended {
    private final Ledger ledger;
    private final Clock clock;
    private final Duration resumeWithin;
    private final LeftBehind left;

    Unended(Ledger ledger, Clock clock, Duration resumeWithin, LeftBehind left) {
        this.ledger = ledger;
        this.clock = clock;
        this.resumeWithin = resumeWithin;
        this.left = left;
    }

    /** Why the same apply cannot go on; empty where it can. */
    Optional<String> whyNotResumable(
            LedgerEntry entry, List<Change> begun, Plan anew, Plan agreed, ApplyRequest request) {
        var intent = entry.intent();
        if (!intent.state().commit().equals(request.state().commit())) {
            return Optional.of("it was for commit " + ShortId.of(intent.state().commit()));
        }
        if (!intent.target().equals(agreed.target())) {
            return Optional.of("it was for another cluster");
        }
        if (!intent.targets().equals(request.plan().targets().stream().sorted().toList())) {
            return Optional.of("it was for other targets");
        }
        var age = Duration.between(intent.at(), clock.instant());
        if (age.compareTo(resumeWithin) > 0) {
            return Optional.of("it is older than " + resumeWithin.toMinutes() + " minutes");
        }
        return LeftBehind.agreed(begun, anew, agreed)
                ? Optional.empty()
                : Optional.of("what is left of it is not in the plan that was agreed to now");
    }

    /** Tells from the cluster what became of an apply that nobody will go on with, and records it. */
    Problem abandon(LedgerEntry entry, String why, Plan begun, Cluster cluster, Executor by) {
        var results = new TreeMap<StepId, StepResult>();
        boolean here = entry.intent().target().clusterId().equals(cluster.view().id());
        if (here) { // another cluster says nothing of what was done there
            left.standing(begun.steps(), cluster).forEach((id, state) -> results.put(id, seen(state)));
        } else {
            begun.steps().forEach(step -> results.put(step.id(), seen(StepState.UNKNOWABLE)));
        }
        ledger.append(new Outcome(
                entry.intent().sequence(),
                Result.ABANDONED,
                Ending.outcomes(begun.planned(), begun.steps(), results, clock.instant()),
                ExitCode.PARTIAL,
                clock.instant(),
                Optional.of(by)));
        return Problem.warning(
                ApplyCodes.ABANDONED,
                "apply #" + entry.intent().sequence() + " of "
                        + WholeSecond.of(entry.intent().at())
                        + " did not end and is given up: " + why + "; what it left was "
                        + (here ? "read from the cluster" : "not read"));
    }

    private StepResult seen(StepState state) {
        var at = clock.instant();
        return switch (state) {
            case DONE -> new StepResult(ChangeResult.ALREADY, "", at);
            case PENDING -> new StepResult(ChangeResult.NOT_RUN, "read as not done", at);
            case MOVED -> new StepResult(ChangeResult.STALE, "somebody else changed it", at);
            case UNDERWAY, UNKNOWABLE -> new StepResult(ChangeResult.INDETERMINATE, "reading does not tell", at);
        };
    }

    /** An adoption that was killed between its two events: nothing was to be done, so nothing is left but to say that it ended. */
    Problem adopted(LedgerEntry entry, Executor by) {
        ledger.append(new Outcome(
                entry.intent().sequence(), Result.ADOPTED, List.of(), ExitCode.OK, clock.instant(), Optional.of(by)));
        return new Problem(
                ApplyCodes.RESUMED,
                Severity.NOTE,
                Optional.empty(),
                "the adoption #" + entry.intent().sequence() + " of "
                        + WholeSecond.of(entry.intent().at()) + " is recorded to its end",
                "");
    }
}
