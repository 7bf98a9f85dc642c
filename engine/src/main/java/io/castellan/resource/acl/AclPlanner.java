package io.castellan.resource.acl;

import io.castellan.model.Change;
import io.castellan.model.Declared;
import io.castellan.model.Observed;
import io.castellan.model.Phase;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.resource.Planner;
import io.castellan.resource.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns changes of rules into steps: what gives access before everything that may need it, what takes access after. So a rule that
 * replaces another one is there before the other one goes.
 */
final class AclPlanner implements Planner {
    static final String CREATE = "acl.create";
    static final String DELETE = "acl.delete";

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        var desired = world.desired(AclRoom.KEY);
        var observed = world.observed(AclRoom.KEY);
        return planned.stream()
                .filter(change -> change.id().kind().equals(AclRoom.KEY.name()))
                .map(change -> step(change, desired, observed))
                .toList();
    }

    private static Step step(
            Change change, Map<ResourceId, Declared<AclRule>> desired, Map<ResourceId, Observed<AclRule>> observed) {
        return switch (change.verb()) {
            case CREATE ->
                step(
                        CREATE,
                        change,
                        Optional.ofNullable(desired.get(change.id())).map(Declared::spec),
                        true);
            case DELETE ->
                step(
                        DELETE,
                        change,
                        Optional.ofNullable(observed.get(change.id())).flatMap(Observed::found),
                        false);
            case UPDATE, NONE -> throw new IllegalStateException(change.id() + " is there or not");
        };
    }

    private static Step step(String executor, Change change, Optional<AclRule> found, boolean adds) {
        var rule = found.orElseThrow(() -> new IllegalStateException("nobody knows " + change.id()));
        return Step.batched(
                new StepId(executor, change.id()),
                rule.allows() == adds ? Phase.ACCESS_GIVEN : Phase.ACCESS_TAKEN,
                StepArguments.of(rule));
    }
}
