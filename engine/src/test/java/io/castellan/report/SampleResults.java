package io.castellan.report;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.model.Approval;
import io.castellan.model.Change;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.Warrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Results of applies and drift of environments, made from the sample plans. */
final class SampleResults {
    private SampleResults() {}

    /** One change of every result. */
    static ApplyResult partial() {
        return of(SamplePlans.full(), List.of(ChangeResult.values()), Result.PARTIAL, ExitCode.PARTIAL, true);
    }

    static ApplyResult applied() {
        return of(SamplePlans.full(), List.of(ChangeResult.APPLIED), Result.APPLIED, ExitCode.OK, false);
    }

    /** The same under a policy. */
    static ApplyResult approved() {
        var one = applied();
        var approval = new Approval(
                one.target(),
                Optional.empty(),
                one.changes().stream().map(Change::digest).toList(),
                new TreeMap<>(),
                Approval.Verdict.APPROVE,
                "",
                SamplePlans.NOW,
                SamplePlans.NOW.plusSeconds(60));
        var warrant = new Warrant(
                Optional.of("77aa"),
                List.of("admin"),
                List.of(
                        new Warrant.Counted(new Approval.Signed(approval, "-"), "second", "ssh"),
                        new Warrant.Counted(new Approval.Signed(approval, "{}"), "reviewer", "github")),
                Optional.empty());
        return new ApplyResult(
                one.tool(), one.target(), one.outcome(), warrant, one.changes(), one.problems(), one.resumed());
    }

    static ApplyResult nothing() {
        return new ApplyResult(
                "castellan 0.1.0",
                SamplePlans.TARGET,
                new Outcome(0, Result.APPLIED, List.of(), ExitCode.OK, SamplePlans.NOW),
                Warrant.none(),
                List.of(),
                List.of(),
                false);
    }

    static ApplyResult hostile() {
        return of(SamplePlans.hostile(), List.of(ChangeResult.FAILED), Result.PARTIAL, ExitCode.PARTIAL, false);
    }

    private static ApplyResult of(
            Plan plan, List<ChangeResult> results, Result result, ExitCode exitCode, boolean resumed) {
        var outcomes = new ArrayList<ChangeOutcome>();
        for (var change : plan.planned()) {
            var one = results.get(outcomes.size() % results.size());
            outcomes.add(new ChangeOutcome(
                    change.digest(), change.id(), one, message(one, change.id().name()), SamplePlans.NOW));
        }
        return new ApplyResult(
                plan.tool(),
                plan.target(),
                new Outcome(42, result, outcomes, exitCode, SamplePlans.NOW.plusSeconds(9)),
                Warrant.none(),
                plan.planned(),
                resumed
                        ? List.of(new Problem(
                                new Code("APPLY", 4),
                                Severity.NOTE,
                                Optional.empty(),
                                "going on with apply #42 of 2026-11-21T09:58:00Z, which did not end",
                                ""))
                        : List.of(),
                resumed);
    }

    private static String message(ChangeResult result, String name) {
        return switch (result) {
            case FAILED -> "PolicyViolationException: '" + name + "' breaks\nthe policy of this cluster";
            case INDETERMINATE -> "no answer within 30 s";
            case APPLIED, ACCEPTED, ALREADY, STALE, NOT_RUN -> "";
        };
    }

    /** One environment of every status. */
    static List<Drift> drifts() {
        return List.of(
                Drift.of(SamplePlans.empty()),
                Drift.of(SamplePlans.full()),
                Drift.of(SamplePlans.incomplete()),
                Drift.unreachable(
                        "dr",
                        List.of(Problem.error(
                                        new Code("KAFKA", 1), "none of b1.dr:9093, b2.dr:9093 answered within 30 s")
                                .withHint("is the network open from here?"))),
                Drift.refused(
                        "dev",
                        List.of(Problem.error(
                                new Code("TOPIC", 12),
                                new Place("dev/payments.yaml", 5, 7),
                                "unknown topic setting 'retention.mss'"))));
    }
}
