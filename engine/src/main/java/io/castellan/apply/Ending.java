package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Change;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How an apply ended, told from what came of its changes. Pure. */
final class Ending {
    private Ending() {}

    static Result result(List<ChangeOutcome> changes) {
        if (changes.stream().allMatch(change -> change.result().good())) {
            return Result.APPLIED;
        }
        return changes.stream().allMatch(change -> untouched(change.result())) ? Result.NOTHING : Result.PARTIAL;
    }

    private static boolean untouched(ChangeResult result) {
        return switch (result) {
            case NOT_RUN, STALE, FAILED -> true;
            case APPLIED, ACCEPTED, ALREADY, INDETERMINATE -> false;
        };
    }

    static ExitCode exitCode(List<ChangeOutcome> changes, boolean resumed) {
        return switch (result(changes)) {
            case APPLIED, ADOPTED -> ExitCode.OK;
            case PARTIAL, ABANDONED -> ExitCode.PARTIAL;
            case NOTHING -> resumed ? ExitCode.PARTIAL : nothing(changes);
        };
    }

    /** What could not be read is not done, however well the rest went. */
    static ExitCode incompleteCode(Plan plan, ExitCode code) {
        if (plan.complete()) {
            return code;
        }
        return ExitCode.worst(code, plan.planned().isEmpty() ? ExitCode.UNREACHABLE : ExitCode.PARTIAL);
    }

    private static ExitCode nothing(List<ChangeOutcome> changes) {
        if (changes.stream().anyMatch(change -> change.result() == ChangeResult.FAILED)) {
            return ExitCode.REFUSED;
        }
        return changes.stream().anyMatch(change -> change.result() == ChangeResult.STALE)
                ? ExitCode.STALE
                : ExitCode.INTERRUPTED;
    }

    /** @param now when it was found that nothing was to be done of a change that has no step */
    static List<ChangeOutcome> outcomes(
            List<Change> changes, List<Step> steps, Map<StepId, StepResult> results, Instant now) {
        var byResource = new TreeMap<ResourceId, StepResult>();
        for (var step : steps) {
            var result = results.get(step.id());
            if (result != null) {
                step.realises().forEach(id -> byResource.merge(id, result, StepResult::decisive));
            }
        }
        return changes.stream()
                .map(change -> {
                    var result = byResource.getOrDefault(change.id(), new StepResult(ChangeResult.ALREADY, "", now));
                    return new ChangeOutcome(
                            change.digest(), change.id(), result.result(), result.message(), result.at());
                })
                .toList();
    }
}
