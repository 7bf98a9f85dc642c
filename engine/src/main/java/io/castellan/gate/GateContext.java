package io.castellan.gate;

import io.castellan.model.Plan;
import io.castellan.model.Step;
import io.castellan.resource.Cluster;
import java.util.List;
import java.util.Objects;

/**
 * What a gate may look at.
 *
 * @param batch the steps that are about to run, or those that just ended; empty before the apply
 */
public record GateContext(Moment moment, Plan plan, List<Step> batch, Cluster cluster) {
    public GateContext {
        Objects.requireNonNull(moment, "moment");
        Objects.requireNonNull(plan, "plan");
        batch = List.copyOf(batch);
        Objects.requireNonNull(cluster, "cluster");
    }
}
