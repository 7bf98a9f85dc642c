package io.castellan.resource.topic;

import io.castellan.model.Observed;
import io.castellan.model.Step;
import io.castellan.model.StepState;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where the steps of topics stand, told from what is live. Pure. */
final class Standing {
    private Standing() {}

    static StepState ofCreation(Step step, Observed<TopicState> live) {
        var wanted = StepArguments.newOne(step).config();
        return ofCreation(
                step,
                live,
                state -> wanted.entrySet().stream()
                        .allMatch(entry -> state.override(entry.getKey()).equals(Optional.of(entry.getValue()))));
    }

    /** The same without a look at the settings. */
    static StepState ofShape(Step step, Observed<TopicState> live) {
        return ofCreation(step, live, state -> true);
    }

    private static StepState ofCreation(Step step, Observed<TopicState> live, Predicate<TopicState> settings) {
        var wanted = StepArguments.newOne(step);
        return live.fold(
                state -> {
                    boolean same = state.partitions() == wanted.partitions()
                            && state.replicationFactor() == wanted.replicationFactor()
                            && state.mostReplicas() == wanted.replicationFactor()
                            && settings.test(state);
                    return same ? StepState.DONE : StepState.MOVED;
                },
                () -> StepState.PENDING,
                why -> StepState.UNKNOWABLE);
    }

    static StepState ofSettings(Step step, Observed<TopicState> live) {
        return ofLive(step, live, state -> {
            boolean done = true;
            for (var entry : StepArguments.moves(step).entrySet()) {
                var now = state.override(entry.getKey());
                if (!now.equals(entry.getValue().after())) {
                    done = false;
                    if (!now.equals(entry.getValue().before())) {
                        return StepState.MOVED;
                    }
                }
            }
            return done ? StepState.DONE : StepState.PENDING;
        });
    }

    static StepState ofPartitions(Step step, Observed<TopicState> live) {
        return ofLive(step, live, state -> {
            if (state.partitions() == StepArguments.partitionsAfter(step)) {
                return StepState.DONE;
            }
            return state.partitions() == StepArguments.partitionsBefore(step) ? StepState.PENDING : StepState.MOVED;
        });
    }

    /** A topic of the same name with another id is not the one that was to go: that one is gone. */
    static StepState ofDeletion(Step step, Observed<TopicState> live) {
        return live.fold(
                state -> state.uuid().equals(StepArguments.uuid(step)) ? StepState.PENDING : StepState.DONE,
                () -> StepState.DONE,
                why -> StepState.UNKNOWABLE);
    }

    /** A topic that is gone, or was created anew, is not the one that people agreed to change. */
    private static StepState ofLive(Step step, Observed<TopicState> live, Function<TopicState, StepState> same) {
        return live.fold(
                state -> state.uuid().equals(StepArguments.uuid(step)) ? same.apply(state) : StepState.MOVED,
                () -> StepState.MOVED,
                why -> StepState.UNKNOWABLE);
    }
}
