package io.castellan.kafka.lock;

import io.castellan.kafka.ClientProperties;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that consumes nothing. One thread of its own uses it; heartbeats are on Kafka's. */
final class ConsumerMembership implements Membership {
    /** How long the coordinator is looked for before the group is joined, which looks for it again. */
    private static final Duration SEARCH = Duration.ofSeconds(3);

    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** Between two polls may lie the longest step; the heartbeat, not the poll, says that we live. */
    private static final Duration LONGEST_STEP = Duration.ofDays(7);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var created = new Thread(task, "castellan-lock");
        created.setDaemon(true);
        return created;
    });
    private final TopicPartition partition;
    private final Future<Consumer<byte[], byte[]>> created;
    private volatile boolean joined;
    private volatile boolean owned;
    private volatile boolean lost;

    /** Connects on its own thread; what that fails with is thrown by {@link #join}. */
    ConsumerMembership(ClientProperties properties, LockSettings settings, String who) {
        partition = new TopicPartition(settings.topic(), 0);
        created = thread.submit(() -> new KafkaConsumer<>(
                properties.with(
                        Map.of(
                                "socket.connection.setup.timeout.ms", "3000",
                                "socket.connection.setup.timeout.max.ms", "6000"),
                        forced(settings, who)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
        thread.execute(this::findCoordinator);
    }

    /** Reading what was committed needs the coordinator, and so finds it and connects to it. */
    private void findCoordinator() {
        try {
            consumer().committed(Set.of(partition), SEARCH);
        } catch (KafkaException e) {
            // joining will fail likewise, if it matters
        }
    }

    /** Waits until it is made. */
    private Consumer<byte[], byte[]> consumer() {
        try {
            return created.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void join() {
        on(() -> {
            joined = true;
            consumer().subscribe(List.of(partition.topic()), new Watch(consumer()));
            return true;
        });
    }

    private static Map<String, Object> forced(LockSettings settings, String who) {
        return Map.ofEntries(
                Map.entry("client.id", "castellan-lock " + who.replaceAll("\\p{Cntrl}", " ")),
                Map.entry("group.id", settings.group()),
                Map.entry("group.protocol", "classic"),
                Map.entry("partition.assignment.strategy", CooperativeStickyAssignor.class.getName()),
                Map.entry(
                        "session.timeout.ms", String.valueOf(settings.session().toMillis())),
                Map.entry(
                        "heartbeat.interval.ms",
                        String.valueOf(settings.heartbeat().toMillis())),
                Map.entry("max.poll.interval.ms", String.valueOf(LONGEST_STEP.toMillis())),
                Map.entry("enable.auto.commit", "false"),
                Map.entry("allow.auto.create.topics", "false"),
                Map.entry("auto.offset.reset", "earliest"),
                Map.entry("metric.reporters", ""),
                Map.entry("enable.metrics.push", "false"));
    }

    private final class Watch implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> watched;

        Watch(Consumer<byte[], byte[]> watched) {
            this.watched = watched;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.contains(partition) && !lost) {
                // known position and paused: nothing is ever fetched
                watched.seek(partition, 0);
                watched.pause(List.of(partition));
                owned = true;
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            forget(partitions);
        }

        private void forget(Collection<TopicPartition> partitions) {
            if (partitions.contains(partition)) {
                lost = true;
                owned = false;
            }
        }
    }

    @Override
    public void poll(Duration time) {
        on(() -> consumer().poll(time));
    }

    @Override
    public boolean owned() {
        return owned;
    }

    @Override
    public String member() {
        return on(() -> consumer().groupMetadata().memberId());
    }

    @Override
    public void commit(String metadata, Duration timeout) {
        on(() -> {
            consumer().commitSync(Map.of(partition, new OffsetAndMetadata(0, metadata)), timeout);
            return true;
        });
    }

    @Override
    public void close() {
        if (!thread.isShutdown()) {
            try {
                endSearch();
                on(this::closeConsumer);
            } finally {
                thread.shutdown();
            }
        }
    }

    /** Nobody waits for the coordinator any more. */
    private void endSearch() {
        if (!joined) {
            try {
                consumer().wakeup();
            } catch (KafkaException e) {
                // there is no consumer, and so no search
            }
        }
    }

    private boolean closeConsumer() {
        Consumer<byte[], byte[]> closed;
        try {
            closed = consumer();
        } catch (KafkaException e) {
            return false; // it was never made
        }
        closed.close(CloseOptions.timeout(CLOSE));
        return true;
    }

    /** An interrupt does not tear the consumer out of a call, which would leave its state unknown; it is kept for later. */
    private <T> T on(Callable<T> work) {
        var result = thread.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
