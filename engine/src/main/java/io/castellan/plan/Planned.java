package io.castellan.plan;

import io.castellan.model.Plan;
import io.castellan.resource.World;
import java.util.Objects;

/** A plan and the world that it was made in. */
public record Planned(Plan plan, World world) {
    public Planned {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(world, "world");
    }
}
