package io.castellan.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * What is reached on a thread of its own while state files are read. Whatever that fails with is thrown where the result is taken.
 */
final class Ahead<T extends Ahead.Reached> implements AutoCloseable {
    /** Something that is given back. */
    interface Reached extends AutoCloseable {
        @Override
        void close();
    }

    private final CompletableFuture<T> result;

    private Ahead(CompletableFuture<T> result) {
        this.result = result;
    }

    static <T extends Reached> Ahead<T> begin(Supplier<T> work) {
        return new Ahead<>(CompletableFuture.supplyAsync(work, Ahead::start));
    }

    /**
     * Work whose result is wanted later.
     *
     * @return waits for it, and throws what it failed with
     */
    static <T> Supplier<T> compute(Supplier<T> work) {
        var result = CompletableFuture.supplyAsync(work, Ahead::start);
        return () -> joined(result);
    }

    /** Does not keep the process alive. */
    static void start(Runnable work) {
        var thread = new Thread(work, "ahead");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits; the result belongs to the taker. */
    T take() {
        return joined(result);
    }

    private static <T> T joined(CompletableFuture<T> result) {
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
        result.thenAccept(Reached::close);
    }
}
