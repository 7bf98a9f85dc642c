package io.castellan.plan;

import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.Registry;
import io.castellan.resource.ResourceKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** A cluster that is being read, while it may not be known yet what is declared. */
public final class Survey {
    private final Cluster cluster;
    private final Map<String, CompletableFuture<Begun<?, ?>>> begun = new HashMap<>();

    private Survey(Cluster cluster) {
        this.cluster = Objects.requireNonNull(cluster, "cluster");
    }

    /** Nothing is read before it is asked for. */
    public static Survey later(Cluster cluster) {
        return new Survey(cluster);
    }

    /** @param executor runs one task for each kind; they may run at the same time */
    public static Survey begin(Registry registry, Cluster cluster, Executor executor) {
        var survey = new Survey(cluster);
        for (var kind : registry.kinds()) {
            survey.begun.put(kind.key().name(), CompletableFuture.supplyAsync(() -> kind.begin(cluster), executor));
        }
        return survey;
    }

    public Cluster cluster() {
        return cluster;
    }

    /** Waits, and gives it away; throws what the beginning threw. */
    @SuppressWarnings("unchecked") // begun by this kind, and its name is unique in the registry
    <D, O> Begun<D, O> take(ResourceKind<D, O> kind) {
        var future = begun.remove(kind.key().name());
        if (future == null) {
            return scope -> kind.read(scope, cluster);
        }
        try {
            return (Begun<D, O>) future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
