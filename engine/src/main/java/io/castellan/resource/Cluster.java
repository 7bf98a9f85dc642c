package io.castellan.resource;

/** A live cluster. What can be done with it is behind its accesses, which only kinds and executors know. */
public interface Cluster {
    /** Who and what it is; read once when the cluster was opened, after the lock where there is one. */
    ClusterView view();

    /**
     * The access of a type.
     *
     * @throws IllegalArgumentException if this cluster has none of that type
     */
    <T> T access(Class<T> type);
}
