package io.castellan.kafka.lock;

import java.time.Duration;

/** Our place in the lock's group. */
interface Membership extends AutoCloseable {
    /** Begins to take part, with the next poll. */
    void join();

    /** Takes part in what goes on in the group; blocks for the whole time when there is nothing to do. */
    void poll(Duration time);

    /** Whether the partition is ours. Once lost it never is again, whatever the group assigns. */
    boolean owned();

    /** The group's name for us; only meaningful while {@link #owned()}. */
    String member();

    /**
     * Writes beside the partition's offset, which the coordinator lets only a present member do.
     *
     * @throws org.apache.kafka.common.errors.RebalanceInProgressException when the group is changing: poll, then try again
     * @throws org.apache.kafka.common.KafkaException when it does not let us
     */
    void commit(String metadata, Duration timeout);

    /** Leaves the group, so that the next one need not wait. */
    @Override
    void close();
}
