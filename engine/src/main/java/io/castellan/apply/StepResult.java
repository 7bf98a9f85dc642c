package io.castellan.apply;

import io.castellan.model.Outcome.ChangeResult;
import java.time.Instant;
import java.util.Objects;

/** How one step ended. */
public record StepResult(ChangeResult result, String message, Instant at) {
    public StepResult {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(at, "at");
    }

    /** Of two results of one change the one that decides: a bad one before a good one, what is live in part last. */
    static StepResult decisive(StepResult one, StepResult other) {
        return weight(one.result) >= weight(other.result) ? one : other;
    }

    private static int weight(ChangeResult result) {
        return switch (result) {
            case ALREADY -> 0;
            case APPLIED -> 1;
            case ACCEPTED -> 2;
            case NOT_RUN -> 3;
            case STALE -> 4;
            case FAILED -> 5;
            case INDETERMINATE -> 6;
        };
    }
}
