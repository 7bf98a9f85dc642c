package io.castellan.apply;

import io.castellan.apply.ApplyListener.Point;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.gate.GateContext;
import io.castellan.gate.Gates;
import io.castellan.gate.Moment;
import io.castellan.model.Mode;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.LostHoldException;
import io.castellan.resource.Registry;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Runs ordered steps in batches. After a step that did not end well, independent steps of the same phase still run, so that one
 * bad topic does not hold up a thousand; later phases do not begin, since they take away what earlier ones were to give.
 */
final class StepRunner {
    private final Registry registry;
    private final Run run;
    private final ReadBack readBack;
    private final Gates gates;
    private final ApplyListener listener;
    private final BooleanSupplier interrupted;
    private final Map<StepId, StepResult> results = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private Optional<Phase> phaseOfLast = Optional.empty();
    private boolean stopped;

    StepRunner(
            Registry registry,
            Run run,
            ReadBack readBack,
            Gates gates,
            ApplyListener listener,
            BooleanSupplier interrupted) {
        this.registry = registry;
        this.run = run;
        this.readBack = readBack;
        this.gates = gates;
        this.listener = listener;
        this.interrupted = interrupted;
    }

    /** A result for every step. */
    Map<StepId, StepResult> run(Plan plan, List<Step> ordered) {
        listener.begins(ordered.size());
        var waiting = new ArrayList<>(ordered);
        while (!waiting.isEmpty() && !stopped) {
            var batch = nextBatch(waiting);
            if (batch.isEmpty()) {
                break;
            }
            var phase = batch.get(0).phase();
            if (mayBegin(phase, batch, plan)) {
                runBatch(batch);
                waiting.removeIf(step -> results.containsKey(step.id()));
                if (!stopped && waiting.stream().noneMatch(step -> step.phase() == phase) && allGood()) {
                    stopOnRefusal(new GateContext(Moment.AFTER_PHASE, plan, batch, run.cluster()));
                }
            }
        }
        var rest = new LinkedHashMap<StepId, StepResult>();
        waiting.forEach(step -> rest.put(step.id(), result(ChangeResult.NOT_RUN, whyNotRun(step))));
        end(rest);
        return results;
    }

    List<Problem> problems() {
        return problems;
    }

    private boolean mayBegin(Phase phase, List<Step> batch, Plan plan) {
        if (interrupted.getAsBoolean()) {
            stop(Problem.error(
                    ApplyCodes.INTERRUPTED, "interrupted: what was sent was read back, the rest was not begun"));
        } else if (!allGood() && phaseOfLast.map(phase::compareTo).orElse(0) > 0) {
            stop(Problem.error(
                            ApplyCodes.PHASE_STOPPED,
                            "phase " + phase.word() + " was not begun because a step before it did not end well")
                    .withHint("see the results, then apply again; or choose what is independent with --target"));
        } else {
            stopOnRefusal(new GateContext(Moment.BEFORE_STEP, plan, batch, run.cluster()));
        }
        return !stopped;
    }

    private void stopOnRefusal(GateContext context) {
        var refusals = gates.check(context);
        refusals.forEach(this::stop);
    }

    private void stop(Problem problem) {
        stopped = true;
        problems.add(problem);
    }

    private boolean allGood() {
        return results.values().stream().allMatch(result -> result.result().good());
    }

    /** The first step that can run, with all others of its executor and phase that can, up to the executor's limit. */
    private List<Step> nextBatch(List<Step> waiting) {
        var ready = waiting.stream().filter(this::ready).toList();
        if (ready.isEmpty()) {
            return List.of();
        }
        var first = ready.get(0);
        if (first.mode() == Mode.EXCLUSIVE) {
            return List.of(first);
        }
        return ready.stream()
                .filter(step -> step.mode() == Mode.BATCHED
                        && step.executor().equals(first.executor())
                        && step.phase() == first.phase())
                .limit(registry.executor(first.executor()).batchLimit())
                .toList();
    }

    private boolean ready(Step step) {
        return step.after().stream().allMatch(before -> {
            var result = results.get(before);
            return result != null && result.result().good();
        });
    }

    private String whyNotRun(Step step) {
        return step.after().stream()
                .filter(before -> Optional.ofNullable(results.get(before))
                        .filter(result -> !result.result().good())
                        .isPresent())
                .findFirst()
                .map(before -> "it follows " + before + ", which did not end well")
                .orElse("the apply stopped before it");
    }

    private void runBatch(List<Step> batch) {
        phaseOfLast = Optional.of(batch.get(0).phase());
        var executor = registry.executor(batch.get(0).executor());
        try {
            var states = executor.inspect(batch, run.cluster());
            var send = new ArrayList<Step>();
            var early = new TreeMap<StepId, StepResult>();
            for (var step : batch) {
                decide(step, states.getOrDefault(step.id(), StepState.UNKNOWABLE), executor)
                        .ifPresentOrElse(result -> early.put(step.id(), result), () -> send.add(step));
            }
            end(early);
            if (!send.isEmpty()) {
                send(executor, send);
            }
        } catch (LostHoldException e) {
            lost(executor, batch, e);
        } catch (Failure e) {
            failed(batch, e);
        }
    }

    private Optional<StepResult> decide(Step step, StepState state, StepExecutor executor) {
        return switch (state) {
            case PENDING, UNDERWAY -> Optional.empty();
            case DONE -> Optional.of(result(ChangeResult.ALREADY, ""));
            case MOVED -> Optional.of(result(ChangeResult.STALE, "somebody else changed it since the plan was made"));
            case UNKNOWABLE ->
                executor.repeatable()
                        ? Optional.empty()
                        : Optional.of(result(ChangeResult.NOT_RUN, "where it stands could not be read"));
        };
    }

    private void send(StepExecutor executor, List<Step> batch) {
        run.prove();
        listener.reached(Point.BEFORE_SEND, batch);
        var attempts = executor.run(batch, run);
        listener.reached(Point.AFTER_ANSWER, batch);
        var sent = new LinkedHashMap<Step, Attempt>();
        var failed = new TreeMap<StepId, StepResult>();
        for (var step : batch) {
            var attempt = attempts.getOrDefault(step.id(), Attempt.unanswered("the executor gave no answer"));
            if (attempt.status() == Attempt.Status.FAILED) {
                failed.put(step.id(), result(ChangeResult.FAILED, attempt.message()));
            } else {
                sent.put(step, attempt);
            }
        }
        end(failed);
        if (!failed.isEmpty()) {
            run.prove(); // so that what was not sent because another one holds the cluster is told as that
        }
        end(readBack.confirm(executor, sent));
        listener.reached(Point.AFTER_READ_BACK, batch);
    }

    /** Nothing more may be sent; what was is read, since reading harms nobody. */
    private void lost(StepExecutor executor, List<Step> batch, LostHoldException lost) {
        stop(Problem.error(ApplyCodes.LOST_HOLD, String.valueOf(lost.getMessage()))
                .withHint("another apply may be at work; look at it, then apply again"));
        var open =
                batch.stream().filter(step -> !results.containsKey(step.id())).toList();
        Map<StepId, StepState> states;
        try {
            states = executor.inspect(open, run.cluster());
        } catch (Failure e) {
            states = Map.of();
        }
        var seen = new TreeMap<StepId, StepResult>();
        for (var step : open) {
            seen.put(
                    step.id(),
                    states.get(step.id()) == StepState.DONE
                            ? result(ChangeResult.APPLIED, "")
                            : result(ChangeResult.INDETERMINATE, "the lock was lost while it was under way"));
        }
        end(seen);
    }

    private void failed(List<Step> batch, Failure failure) {
        problems.addAll(failure.problems());
        stopped = true;
        end(batch.stream()
                .filter(step -> !results.containsKey(step.id()))
                .collect(Collectors.toMap(
                        Step::id,
                        step -> result(ChangeResult.INDETERMINATE, "the cluster could not be reached"),
                        (one, other) -> one,
                        TreeMap::new)));
    }

    private void end(Map<StepId, StepResult> ended) {
        if (!ended.isEmpty()) {
            results.putAll(ended);
            listener.ended(ended);
        }
    }

    private StepResult result(ChangeResult result, String message) {
        return new StepResult(result, message, run.clock().instant());
    }
}
