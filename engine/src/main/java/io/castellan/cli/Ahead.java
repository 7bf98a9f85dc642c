package io.castellan.cli;

import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaCluster;
import io.castellan.plan.Survey;
import io.castellan.resource.Registry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A cluster that is connected, and then read, on threads of their own while state files are read. Whatever that fails with is thrown
 * where the cluster is taken.
 */
final class Ahead implements AutoCloseable {
    /** A cluster, what it is reached through, and what is being read of it. */
    record Opened(KafkaAccess access, KafkaCluster cluster, Survey survey) implements AutoCloseable {
        static Opened of(KafkaAccess access, Registry registry) {
            try {
                var cluster = KafkaCluster.open(access);
                return new Opened(access, cluster, Survey.begin(registry, cluster, Ahead::start));
            } catch (RuntimeException | Error e) {
                access.close();
                throw e;
            }
        }

        @Override
        public void close() {
            access.close();
        }
    }

    private final CompletableFuture<Opened> result;

    private Ahead(CompletableFuture<Opened> result) {
        this.result = result;
    }

    static Ahead begin(Supplier<Opened> work) {
        return new Ahead(CompletableFuture.supplyAsync(work, Ahead::start));
    }

    /** Does not keep the process alive. */
    static void start(Runnable work) {
        var thread = new Thread(work, "ahead");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits; the result belongs to the taker. */
    Opened take() {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    /** For a result that nobody will take: closes it when it comes. */
    @Override
    public void close() {
        result.thenAccept(Opened::close);
    }
}
