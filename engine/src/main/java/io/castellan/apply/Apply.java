package io.castellan.apply;

import io.castellan.apply.ApplyListener.Point;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.gate.Authority;
import io.castellan.gate.GateContext;
import io.castellan.gate.Gates;
import io.castellan.gate.Moment;
import io.castellan.ledger.Ledger;
import io.castellan.model.Change;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.Step;
import io.castellan.model.Value;
import io.castellan.model.WholeSecond;
import io.castellan.plan.Planned;
import io.castellan.plan.Planning;
import io.castellan.plan.Survey;
import io.castellan.resource.Cluster;
import io.castellan.resource.LostHoldException;
import io.castellan.resource.Pause;
import io.castellan.resource.Registry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Executes an agreed plan. In this order: plan under the lock, hold that against the agreement, ask the gates, record the intent,
 * run the steps, record the outcome.
 */
public final class Apply {
    private final Registry registry;
    private final Planning planning;
    private final Ledger ledger;
    private final Gates gates;
    private final Function<Value.SecretRef, char[]> secrets;
    private final Clock clock;
    private final Pause pause;
    private final ApplySettings settings;
    private final ApplyListener listener;
    private final BooleanSupplier interrupted;
    private final LeftBehind left;
    private final Unended unended;

    public Apply(
            Registry registry,
            Planning planning,
            Ledger ledger,
            Gates gates,
            Function<Value.SecretRef, char[]> secrets,
            Clock clock,
            Pause pause,
            ApplySettings settings,
            ApplyListener listener,
            BooleanSupplier interrupted) {
        this.registry = registry;
        this.planning = planning;
        this.ledger = ledger;
        this.gates = gates;
        this.secrets = secrets;
        this.clock = clock;
        this.pause = pause;
        this.settings = settings;
        this.listener = listener;
        this.interrupted = interrupted;
        this.left = new LeftBehind(registry, planning);
        this.unended = new Unended(ledger, clock, settings.resumeWithin(), left);
    }

    /**
     * @param hold held by this process while this method runs; the cluster was opened after it was acquired
     * @throws Failure where nothing was changed: REFUSED, STALE, UNREACHABLE
     */
    public ApplyReport run(ApplyRequest request, Cluster cluster, Hold hold) {
        return run(request, Survey.later(cluster), hold);
    }

    /** The same with a cluster that is being read already, since the hold was acquired. */
    public ApplyReport run(ApplyRequest request, Survey survey, Hold hold) {
        var notes = new ArrayList<Problem>();
        var cluster = survey.cluster();
        var anew = planning.plan(request.plan(), survey);
        var agreed = request.consent().to(anew.plan());
        Agreement.requireSameTarget(agreed, anew.plan()); // a wrong file ends no apply that could go on
        var open = ledger.open();
        if (open.filter(entry -> entry.intent().isAdoption()).isPresent()) {
            requireMay((authority, refusals) -> authority.giveUp(open.get().intent(), refusals), request);
            notes.add(unended.adopted(open.get(), request.executor()));
        } else if (open.isPresent()) {
            var begun = ledger.plan(open.get());
            var why = unended.whyNotResumable(open.get(), begun.planned(), anew.plan(), agreed, request);
            if (why.isEmpty()) {
                requireMay((authority, refusals) -> authority.resume(open.get().intent(), begun, refusals), request);
                return resume(open.get(), begun.planned(), anew, cluster, hold, request.executor());
            }
            requireMay((authority, refusals) -> authority.giveUp(open.get().intent(), refusals), request);
            notes.add(unended.abandon(open.get(), why.get(), begun, cluster, request.executor()));
        }
        return fresh(request, agreed, anew, cluster, hold, notes);
    }

    private ApplyReport fresh(
            ApplyRequest request, Plan agreed, Planned anew, Cluster cluster, Hold hold, List<Problem> notes) {
        var plan = anew.plan();
        requireNothingRefused(plan);
        var agreement = Agreement.between(agreed, plan, request.plan()::covers);
        agreement
                .notAgreed()
                .forEach(change -> notes.add(Problem.warning(
                        ApplyCodes.NOT_IN_PLAN,
                        change.id() + " differs now too, and was not in the plan: it is left as it is")));
        agreement
                .unmet()
                .forEach(id -> notes.add(Problem.warning(
                        ApplyCodes.NOT_DONE,
                        id + " was agreed to and is not done: "
                                + (request.plan().covers(id)
                                        ? "it is deferred now, see the plan"
                                        : "--target leaves it out"))));
        var executed = planOf(plan, agreement.execute(), steps(agreement.execute(), anew));
        hold.proveSoon(); // the trials take longer than that
        var refusals = new ArrayList<>(obstacles(executed, cluster));
        refusals.addAll(gates.check(new GateContext(Moment.BEFORE_APPLY, executed, List.of(), cluster)));
        var grant = request.authority().grant(executed, refusals::add);
        if (!refusals.isEmpty()) {
            throw new Failure(ExitCode.REFUSED, refusals);
        }
        if (interrupted.getAsBoolean()) {
            throw new Failure(
                    ExitCode.INTERRUPTED, Problem.error(ApplyCodes.INTERRUPTED, "interrupted before any change"));
        }
        var intent = new Intent(
                ledger.nextSequence(),
                plan.target(),
                request.state(),
                agreement.execute().stream().map(Intent.IntendedChange::of).toList(),
                leftOut(plan, agreement),
                request.plan().targets().stream().sorted().toList(),
                request.executor(),
                grant.warrant(),
                request.tool(),
                clock.instant());
        if (addsNothing(intent)) {
            return new ApplyReport(
                    new Outcome(
                            0,
                            Result.APPLIED,
                            List.of(),
                            Ending.incompleteCode(executed, ExitCode.OK),
                            clock.instant()),
                    intent.warrant(),
                    List.of(),
                    notes,
                    false);
        }
        requireHeld(hold);
        listener.reached(Point.BEFORE_INTENT, List.of());
        hold.proveSoon(); // for the first batch
        ledger.append(intent, grant.plan());
        listener.reached(Point.AFTER_INTENT, List.of());
        return execute(intent, executed, cluster, hold, notes, Optional.empty());
    }

    private List<Step> steps(List<Change> executed, Planned anew) {
        return executed.equals(anew.plan().planned()) ? anew.plan().steps() : planning.steps(executed, anew.world());
    }

    private static void requireHeld(Hold hold) {
        try {
            hold.prove();
        } catch (LostHoldException e) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.error(ApplyCodes.LOST_HOLD, String.valueOf(e.getMessage()))
                            .withHint(
                                    "nothing was changed; another apply may be at work: look at it, then apply again"));
        }
    }

    private List<Problem> obstacles(Plan plan, Cluster cluster) {
        var byExecutor = new TreeMap<String, List<Step>>();
        plan.steps()
                .forEach(step -> byExecutor
                        .computeIfAbsent(step.executor(), name -> new ArrayList<>())
                        .add(step));
        return byExecutor.entrySet().stream()
                .flatMap(entry -> registry.executor(entry.getKey()).obstacles(entry.getValue(), cluster).stream())
                .distinct()
                .toList();
    }

    /** Whether the ledger already says that this state is applied under this policy, and that nothing is to be done. */
    private boolean addsNothing(Intent intent) {
        var entries = ledger.entries();
        if (!intent.changes().isEmpty() || entries.isEmpty()) {
            return false;
        }
        var last = entries.get(entries.size() - 1);
        return last.outcome()
                        .filter(outcome -> outcome.result() == Result.APPLIED)
                        .isPresent()
                && last.intent().target().equals(intent.target())
                && last.intent().warrant().policy().equals(intent.warrant().policy())
                && last.intent().state().tree().equals(intent.state().tree())
                && last.intent().targets().equals(intent.targets())
                && last.intent().leftOut().equals(intent.leftOut());
    }

    private static void requireMay(BiConsumer<Authority, Consumer<Problem>> question, ApplyRequest request) {
        var refusals = new ArrayList<Problem>();
        question.accept(request.authority(), refusals::add);
        if (!refusals.isEmpty()) {
            throw new Failure(ExitCode.REFUSED, refusals);
        }
    }

    private ApplyReport resume(
            LedgerEntry entry, List<Change> begun, Planned anew, Cluster cluster, Hold hold, Executor by) {
        var notes = new ArrayList<Problem>();
        notes.add(new Problem(
                ApplyCodes.RESUMED,
                Severity.NOTE,
                Optional.empty(),
                "going on with apply #" + entry.intent().sequence() + " of "
                        + WholeSecond.of(entry.intent().at()) + ", which did not end",
                ""));
        left.requireNotWorse(begun, anew, cluster);
        var recorded = begun.stream().map(Change::id).toList();
        anew.plan().planned().stream()
                .filter(change -> !recorded.contains(change.id()))
                .forEach(change -> notes.add(Problem.warning(
                        ApplyCodes.NOT_IN_PLAN,
                        change.id()
                                + " differs now too, and is not in the apply that goes on: apply again afterwards")));
        var plan = planOf(anew.plan(), begun, planning.steps(begun, anew.world()));
        return execute(entry.intent(), plan, cluster, hold, notes, Optional.of(by));
    }

    /** @param resumedBy who goes on with what was begun by an earlier run */
    private ApplyReport execute(
            Intent begun, Plan plan, Cluster cluster, Hold hold, List<Problem> notes, Optional<Executor> resumedBy) {
        var runner = new StepRunner(
                registry,
                new HeldRun(cluster, clock, hold, secrets, listener::progress),
                new ReadBack(cluster, clock, pause, settings.readBackPatience()),
                gates,
                listener,
                interrupted);
        var results = runner.run(plan, plan.steps());
        notes.addAll(runner.problems());
        var changes = Ending.outcomes(plan.planned(), plan.steps(), results, clock.instant());
        var exitCode = Ending.incompleteCode(plan, Ending.exitCode(changes, resumedBy.isPresent()));
        var outcome =
                new Outcome(begun.sequence(), Ending.result(changes), changes, exitCode, clock.instant(), resumedBy);
        listener.reached(Point.BEFORE_OUTCOME, List.of());
        try {
            ledger.append(outcome);
        } catch (Failure e) {
            // whoever started this must hear what was done all the more when nothing tells it later
            notes.addAll(e.problems());
            outcome = new Outcome(
                    begun.sequence(),
                    outcome.result(),
                    changes,
                    ExitCode.worst(exitCode, ExitCode.PARTIAL),
                    outcome.at(),
                    resumedBy);
        }
        listener.reached(Point.AFTER_OUTCOME, List.of());
        return new ApplyReport(outcome, begun.warrant(), plan.planned(), notes, resumedBy.isPresent());
    }

    private static void requireNothingRefused(Plan plan) {
        var refused = plan.refused();
        if (!refused.isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    refused.stream()
                            .flatMap(change -> change.disposition().refusal().stream()
                                    .map(why -> Problem.error(why.code(), change.id() + ": " + why.message())
                                            .withHint(why.hint())))
                            .toList());
        }
    }

    private static Plan planOf(Plan anew, List<Change> changes, List<Step> steps) {
        return new Plan(
                anew.tool(),
                anew.createdAt(),
                anew.target(),
                anew.origin(),
                anew.complete(),
                anew.notes(),
                changes,
                steps);
    }

    private static List<Intent.LeftOut> leftOut(Plan plan, Agreement agreement) {
        var left = new ArrayList<Intent.LeftOut>();
        plan.changes().stream()
                .filter(change -> !change.isEndToCome()) // until then all is as it is declared
                .forEach(change -> change.disposition()
                        .fold(
                                planned -> Optional.<String>empty(),
                                refused -> Optional.of("refused"),
                                deferred -> Optional.of("deferred"),
                                unmanaged -> Optional.of(Intent.LeftOut.MIRRORED)
                                        .filter(mirrored -> change.isLeftToMirroring()))
                        .ifPresent(why -> left.add(new Intent.LeftOut(change.id(), why))));
        agreement.notAgreed().forEach(change -> left.add(new Intent.LeftOut(change.id(), "not in the plan")));
        return left;
    }
}
