package io.castellan.resource;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import java.util.List;
import java.util.Map;

/** Does one sort of step. Knows from the cluster alone where a step stands, so that a killed apply goes on. */
public interface StepExecutor {
    String name();

    /** How many batched steps may run in one call of {@link #run}; at least one. */
    int batchLimit();

    /**
     * Where each step stands. A step that cannot be read now, or whose effect Kafka does not give back, is
     * {@link StepState#UNKNOWABLE}.
     */
    Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster);

    /**
     * The same for steps that were sent just now and acknowledged, where the only question left is whether their effect can be seen.
     * It may read less than {@link #inspect}.
     */
    default Map<StepId, StepState> inspectAcknowledged(List<Step> steps, Cluster cluster) {
        return inspect(steps, cluster);
    }

    /** Does the work; an answer for each step. Never throws for what happened to a single step. */
    Map<StepId, Attempt> run(List<Step> batch, Run run);

    /**
     * What would keep these steps from being done, as far as it can be told without changing anything: missing rights, policies.
     * Asked once before anything is recorded or changed.
     */
    default List<Problem> obstacles(List<Step> steps, Cluster cluster) {
        return List.of();
    }

    /** Whether a step of unknowable state may be sent again: repeating it is harmless and its effect cannot be read. */
    default boolean repeatable() {
        return false;
    }
}
