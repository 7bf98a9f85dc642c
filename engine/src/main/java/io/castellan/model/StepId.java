package io.castellan.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * Names a step by what does it and what it is done to, so that planners can name steps of each other.
 *
 * @param executor for example {@code topic.config}
 */
public record StepId(String executor, ResourceId subject) implements Comparable<StepId> {
    private static final Comparator<StepId> ORDER =
            Comparator.comparing(StepId::executor).thenComparing(StepId::subject);

    public StepId {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(subject, "subject");
    }

    @Override
    public int compareTo(StepId other) {
        return ORDER.compare(this, other);
    }

    /** {@code topic.config@topic/payments.orders.v1}. */
    @Override
    public String toString() {
        return executor + "@" + subject;
    }
}
