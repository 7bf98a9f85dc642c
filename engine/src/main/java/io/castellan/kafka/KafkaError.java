package io.castellan.kafka;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What Kafka said, or why it said nothing.
 *
 * @param type the exception's class, Kafka's public name of the error
 * @param message Kafka's own words, the same whenever the same went wrong
 */
public record KafkaError(Class<? extends Throwable> type, String message) {
    /** How brokers name the request that they refuse: by its connection and session, so differently every time. */
    private static final Pattern REQUEST = Pattern.compile("Request Request\\(.*\\) needs ", Pattern.DOTALL);

    public KafkaError {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
    }

    static KafkaError of(Throwable thrown) {
        var cause = causeOf(thrown);
        var message = cause.getMessage();
        return new KafkaError(
                cause.getClass(),
                message == null ? "" : REQUEST.matcher(message).replaceFirst("the request needs "));
    }

    /** What went wrong, without the wrapping of futures. */
    static Throwable causeOf(Throwable thrown) {
        var cause = thrown;
        while (cause instanceof ExecutionException || cause instanceof CompletionException) {
            var inner = cause.getCause();
            if (inner == null) {
                return cause;
            }
            cause = inner;
        }
        return cause;
    }

    /** Whether the error is of that class or of one below it. */
    public boolean is(Class<? extends Throwable> parent) {
        return parent.isAssignableFrom(type);
    }

    /** Whether Kafka says that what was asked for does not exist. */
    boolean isMissing() {
        return is(UnknownTopicOrPartitionException.class)
                || is(UnknownTopicIdException.class)
                || is(GroupIdNotFoundException.class)
                || is(ResourceNotFoundException.class);
    }

    /** For example {@code TopicExistsException}: what the documentation and search engines know. */
    public String name() {
        return type.getSimpleName();
    }

    @Override
    public String toString() {
        return message.isEmpty() ? name() : name() + ": " + message;
    }
}
