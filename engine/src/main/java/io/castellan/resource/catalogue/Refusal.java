package io.castellan.resource.catalogue;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import java.util.Objects;

/**
 * Why a key or a value cannot be declared. Holds no secret: values of write-only keys are never quoted.
 *
 * @param message what is wrong and what is valid
 * @param hint what to do; may be empty
 */
public record Refusal(Code code, String message, String hint) {
    public Refusal {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
    }

    Refusal(Code code, String message) {
        this(code, message, "");
    }

    public Problem at(Place place) {
        return Problem.error(code, place, message).withHint(hint);
    }
}
