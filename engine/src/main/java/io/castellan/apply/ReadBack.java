package io.castellan.apply;

import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Pause;
import io.castellan.resource.StepExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Waits until what was sent is visible (R8). Acknowledged is not visible: patience is counted from the last progress, so that ten
 * thousand slow topics are waited for and one lost topic is not waited for long.
 */
final class ReadBack {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Clock clock;
    private final Pause pause;
    private final Duration patience;

    ReadBack(Cluster cluster, Clock clock, Pause pause, Duration patience) {
        this.cluster = cluster;
        this.clock = clock;
        this.pause = pause;
        this.patience = patience;
    }

    Map<StepId, StepResult> confirm(StepExecutor executor, Map<Step, Attempt> sent) {
        var results = new TreeMap<StepId, StepResult>();
        var open = new LinkedHashMap<>(sent);
        Instant progressAt = clock.instant();
        var delay = FIRST;
        while (!open.isEmpty()) {
            var states = inspect(executor, open);
            int before = open.size();
            for (var entry : List.copyOf(open.entrySet())) {
                var step = entry.getKey();
                var state = states.getOrDefault(step.id(), StepState.UNKNOWABLE);
                if (state == StepState.DONE) {
                    results.put(step.id(), new StepResult(ChangeResult.APPLIED, "", clock.instant()));
                    open.remove(step);
                } else if (state == StepState.UNKNOWABLE && executor.repeatable()) {
                    results.put(step.id(), unreadable(entry.getValue()));
                    open.remove(step);
                }
            }
            if (open.size() < before) {
                progressAt = clock.instant();
                delay = FIRST;
            } else if (Duration.between(progressAt, clock.instant()).compareTo(patience) >= 0
                    || Thread.currentThread().isInterrupted()) {
                open.forEach((step, attempt) ->
                        results.put(step.id(), givenUp(attempt, states.getOrDefault(step.id(), StepState.UNKNOWABLE))));
                open.clear();
            }
            if (!open.isEmpty()) {
                pause.sleep(delay);
                delay = java.util.Collections.min(List.of(delay.multipliedBy(2), LONGEST), Comparator.naturalOrder());
            }
        }
        return results;
    }

    private Map<StepId, StepState> inspect(StepExecutor executor, Map<Step, Attempt> open) {
        var acknowledged = new ArrayList<Step>();
        var unanswered = new ArrayList<Step>();
        open.forEach(
                (step, attempt) -> (attempt.status() == Attempt.Status.ACCEPTED ? acknowledged : unanswered).add(step));
        var states = new TreeMap<StepId, StepState>();
        if (!acknowledged.isEmpty()) {
            states.putAll(executor.inspectAcknowledged(acknowledged, cluster));
        }
        if (!unanswered.isEmpty()) {
            states.putAll(executor.inspect(unanswered, cluster));
        }
        return states;
    }

    private StepResult unreadable(Attempt attempt) {
        return switch (attempt.status()) {
            case ACCEPTED ->
                new StepResult(ChangeResult.ACCEPTED, "acknowledged; Kafka does not give it back", clock.instant());
            case UNANSWERED, FAILED -> new StepResult(ChangeResult.INDETERMINATE, attempt.message(), clock.instant());
        };
    }

    private StepResult givenUp(Attempt attempt, StepState state) {
        var at = clock.instant();
        return switch (state) {
            case MOVED -> new StepResult(ChangeResult.STALE, "somebody else changed it meanwhile", at);
            case PENDING ->
                attempt.status() == Attempt.Status.UNANSWERED
                        ? new StepResult(ChangeResult.FAILED, attempt.message() + "; read back as not done", at)
                        : new StepResult(ChangeResult.INDETERMINATE, "acknowledged, but not visible in time", at);
            case UNDERWAY, UNKNOWABLE, DONE ->
                new StepResult(ChangeResult.INDETERMINATE, "sent; whether it is done could not be read in time", at);
        };
    }
}
