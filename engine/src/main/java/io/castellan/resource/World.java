package io.castellan.resource;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.Fact;
import io.castellan.model.Mirroring;
import io.castellan.model.Observed;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that was read, as one kind sees the others. Immutable. */
public interface World {
    Instant now();

    Protection protection();

    /** What is not ours, because something else keeps it as it is in another environment; empty where there is no such thing. */
    Optional<Mirroring> mirrored();

    ClusterView cluster();

    <D> Map<ResourceId, Declared<D>> desired(KindKey<D, ?> kind);

    <D> Map<ResourceId, Baseline<D>> baseline(KindKey<D, ?> kind);

    <O> Map<ResourceId, Observed<O>> observed(KindKey<?, O> kind);

    /** What else of the cluster decides over a kind as a whole, as its reading named it. */
    Map<String, Value> about(KindKey<?, ?> kind);

    /**
     * Whatever is declared or observed, of any kind, and implements a view: how kinds learn of each other without knowing each
     * other.
     */
    <V> Collection<V> observedAs(Class<V> view);

    <V> Collection<V> desiredAs(Class<V> view);

    /** What was measured of a resource; empty in the first comparison. */
    List<Fact> facts(ResourceId id);
}
