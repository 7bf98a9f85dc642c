package io.castellan.sandbox;

import static java.util.Objects.requireNonNull;

import io.castellan.diagnostics.Failure;

/** Another program took a chosen port before a broker did; with other ports the start may succeed. */
final class PortTaken extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    PortTaken(Failure failure) {
        super(failure);
        this.failure = requireNonNull(failure, "failure");
    }

    /** What to report when no other ports can be tried. */
    Failure failure() {
        return failure;
    }
}
