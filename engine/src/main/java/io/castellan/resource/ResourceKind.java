package io.castellan.resource;

import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One kind of resource.
 *
 * @param <D> what is declared of it
 * @param <O> what is seen of it
 */
public interface ResourceKind<D, O> {
    KindKey<D, O> key();

    /** Whether deletions of this kind are capped by number and share. */
    boolean deletionsCapped();

    /** What an environment may hand over to mirroring; the kind says of each of their differences that it is not ours then. */
    default List<Facet> facets() {
        return List.of();
    }

    /** Reads in batches, never resource by resource. */
    Reading<O> read(Scope<D> scope, Cluster cluster);

    /**
     * Reads whatever can be read before it is known what is declared, so that it can be done while state files are read. Called on
     * any thread. A kind that has much of it overrides this.
     */
    default Begun<D, O> begin(Cluster cluster) {
        return scope -> read(scope, cluster);
    }

    /**
     * Every difference of one resource, whatever becomes of it; empty when there is none. Pure: the same arguments give the
     * same answer, and it never looks at an id that is neither the triple's nor in the world.
     */
    List<Difference> compare(Triple<D, O> triple, World world);

    /**
     * Measures what the differences would cost, for those where it matters. The resources that get facts are compared once
     * more, with the facts in the world.
     */
    default Map<ResourceId, List<Fact>> measure(Collection<Difference> differences, World world, Cluster cluster) {
        return Map.of();
    }
}
