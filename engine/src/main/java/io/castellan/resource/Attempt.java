package io.castellan.resource;

import java.util.Objects;

/**
 * What came of sending one step.
 *
 * @param message Kafka's own where it failed; empty when accepted
 */
public record Attempt(Status status, String message) {
    /** Whether the cluster took it. */
    public enum Status {
        ACCEPTED,
        FAILED,
        /** No answer: it may or may not have been done. */
        UNANSWERED
    }

    private static final Attempt ACCEPTED = new Attempt(Status.ACCEPTED, "");

    public Attempt {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(message, "message");
    }

    public static Attempt accepted() {
        return ACCEPTED;
    }

    public static Attempt failed(String message) {
        return new Attempt(Status.FAILED, message);
    }

    public static Attempt unanswered(String message) {
        return new Attempt(Status.UNANSWERED, message);
    }
}
