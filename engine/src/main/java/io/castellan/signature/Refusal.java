package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.Problem;

/**
 * Why something was not accepted.
 *
 * @param message what is wrong, in one sentence without a final full stop; safe to show
 */
public record Refusal(Reason reason, String message) {
    public Refusal {
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }

    public Problem problem() {
        return Problem.error(reason.code(), message).withHint(reason.hint());
    }
}
