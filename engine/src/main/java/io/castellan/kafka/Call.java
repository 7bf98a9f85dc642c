package io.castellan.kafka;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaFuture;

/**
 * One kind of request, whatever the number of its items.
 *
 * @param <I> item that is asked for or written
 * @param <K> name of an item in the answer
 * @param <R> what Kafka answers for an item
 * @param <V> what is kept of it; taken batch by batch, so that a large answer need not stay in memory
 * @param name Kafka's word for the request, for progress and messages
 * @param scope who can answer
 */
record Call<I, K, R, V>(
        String name, Scope scope, Batching<I> batching, Function<I, K> key, Send<I, K, R> send, Function<R, V> keep) {

    /** Whether any broker will do, so that silence about a whole batch means that the cluster is gone. */
    enum Scope {
        READ_ANYWHERE,
        READ_AT_NODE,
        WRITE_ANYWHERE,
        WRITE_AT_NODE;

        boolean writes() {
            return this == WRITE_ANYWHERE || this == WRITE_AT_NODE;
        }

        boolean atNode() {
            return this == READ_AT_NODE || this == WRITE_AT_NODE;
        }
    }

    /** Hands one batch to the admin client; the futures must end by the timeout. */
    @FunctionalInterface
    interface Send<I, K, R> {
        /** @param timeoutMs to be asked as late as possible: if the process freezes before, it tells so afterwards */
        Map<K, ? extends KafkaFuture<R>> send(List<I> batch, IntSupplier timeoutMs);
    }
}
