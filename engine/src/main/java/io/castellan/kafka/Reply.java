package io.castellan.kafka;

import java.util.function.Function;

/** What one item of a call came back with; reads make an observation of it, writes an outcome. */
sealed interface Reply<V> permits Reply.Answer, Reply.Refusal, Reply.Silence, Reply.Unsent {

    <R> R fold(
            Function<V, R> answer,
            Function<KafkaError, R> refusal,
            Function<KafkaError, R> silence,
            Function<String, R> unsent);

    record Answer<V>(V value) implements Reply<V> {
        @Override
        public <R> R fold(
                Function<V, R> answer,
                Function<KafkaError, R> refusal,
                Function<KafkaError, R> silence,
                Function<String, R> unsent) {
            return answer.apply(value);
        }
    }

    /** Kafka answered with an error. */
    record Refusal<V>(KafkaError error) implements Reply<V> {
        @Override
        public <R> R fold(
                Function<V, R> answer,
                Function<KafkaError, R> refusal,
                Function<KafkaError, R> silence,
                Function<String, R> unsent) {
            return refusal.apply(error);
        }
    }

    /** No answer came; the request may have been carried out. */
    record Silence<V>(KafkaError error) implements Reply<V> {
        @Override
        public <R> R fold(
                Function<V, R> answer,
                Function<KafkaError, R> refusal,
                Function<KafkaError, R> silence,
                Function<String, R> unsent) {
            return silence.apply(error);
        }
    }

    record Unsent<V>(String why) implements Reply<V> {
        @Override
        public <R> R fold(
                Function<V, R> answer,
                Function<KafkaError, R> refusal,
                Function<KafkaError, R> silence,
                Function<String, R> unsent) {
            return unsent.apply(why);
        }
    }
}
