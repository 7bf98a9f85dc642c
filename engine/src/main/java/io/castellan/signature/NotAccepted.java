package io.castellan.signature;

import static java.util.Objects.requireNonNull;

/** Leads a refusal out of a parser or a check, to the public method that hands it on as a {@link Checked}. */
final class NotAccepted extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    NotAccepted(Reason reason, String message) {
        this(new Refusal(reason, message));
    }

    NotAccepted(Refusal refusal) {
        super(requireNonNull(refusal, "refusal").message(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
