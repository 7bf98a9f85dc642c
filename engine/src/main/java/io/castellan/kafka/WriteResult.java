package io.castellan.kafka;

import io.castellan.resource.Attempt;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of one item of a write. Acknowledged is not yet visible; what is unknown must be read back. */
public sealed interface WriteResult
        permits WriteResult.Done, WriteResult.Failed, WriteResult.Unknown, WriteResult.NotSent {

    <R> R fold(
            Supplier<R> done,
            Function<KafkaError, R> failed,
            Function<KafkaError, R> unknown,
            Function<String, R> notSent);

    default boolean isDone() {
        return fold(() -> true, failed -> false, unknown -> false, notSent -> false);
    }

    /** Kafka's no; empty for every other answer, and for none. */
    default Optional<KafkaError> refusal() {
        return fold(Optional::empty, Optional::of, unknown -> Optional.empty(), why -> Optional.empty());
    }

    /** As an executor answers it. */
    default Attempt toAttempt() {
        return fold(
                Attempt::accepted,
                failed -> Attempt.failed(failed.toString()),
                unknown -> Attempt.unanswered(unknown.toString()),
                why -> Attempt.failed("not sent: " + why));
    }

    /** Kafka acknowledged it. */
    record Done() implements WriteResult {
        @Override
        public <R> R fold(
                Supplier<R> done,
                Function<KafkaError, R> failed,
                Function<KafkaError, R> unknown,
                Function<String, R> notSent) {
            return done.get();
        }
    }

    /** Kafka refused it; it did not happen. */
    record Failed(KafkaError error) implements WriteResult {
        public Failed {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public <R> R fold(
                Supplier<R> done,
                Function<KafkaError, R> failed,
                Function<KafkaError, R> unknown,
                Function<String, R> notSent) {
            return failed.apply(error);
        }
    }

    /**
     * It may have happened: no answer came, or the answer says that it is so already, which a first answer lost on the way would
     * explain as well as somebody else's work.
     */
    record Unknown(KafkaError error) implements WriteResult {
        public Unknown {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public <R> R fold(
                Supplier<R> done,
                Function<KafkaError, R> failed,
                Function<KafkaError, R> unknown,
                Function<String, R> notSent) {
            return unknown.apply(error);
        }
    }

    /** It never left this machine. */
    record NotSent(String why) implements WriteResult {
        public NotSent {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(
                Supplier<R> done,
                Function<KafkaError, R> failed,
                Function<KafkaError, R> unknown,
                Function<String, R> notSent) {
            return notSent.apply(why);
        }
    }
}
