package io.castellan.plan;

import io.castellan.model.Mirroring;
import io.castellan.model.Origin;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.resource.Baselines;
import io.castellan.resource.Declarations;
import io.castellan.resource.KindKey;
import io.castellan.resource.Scope;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What to plan.
 *
 * @param clusterId the id that the environment declares; a cluster that says another is refused
 * @param mirrored what is compared and reported, and left to something else
 * @param targets the only resources to plan; empty for all
 */
public record PlanRequest(
        String environment,
        Optional<String> clusterId,
        Protection protection,
        Optional<Mirroring> mirrored,
        Declarations desired,
        Baselines baselines,
        Origin origin,
        Set<ResourceId> targets) {
    public PlanRequest {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(mirrored, "mirrored");
        Objects.requireNonNull(desired, "desired");
        Objects.requireNonNull(baselines, "baselines");
        Objects.requireNonNull(origin, "origin");
        targets = Set.copyOf(targets);
    }

    /** What a kind has to look at. */
    <D> Scope<D> scope(KindKey<D, ?> kind) {
        return new Scope<>(desired.of(kind), baselines.of(kind));
    }

    /** Whether a resource is to be planned. */
    public boolean covers(ResourceId id) {
        return targets.isEmpty() || targets.contains(id);
    }
}
