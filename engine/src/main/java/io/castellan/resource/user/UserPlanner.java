package io.castellan.resource.user;

import io.castellan.model.Change;
import io.castellan.model.FieldChange;
import io.castellan.model.Phase;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.resource.Planner;
import io.castellan.resource.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A credential is given early and taken late, so that a mechanism that replaces another is there before the other goes. */
final class UserPlanner implements Planner {
    static final String SET = "user.set";
    static final String REMOVE = "user.remove";

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        return planned.stream()
                .filter(change -> change.id().kind().equals(UserRoom.KEY.name()))
                .flatMap(change -> steps(change, world).stream())
                .toList();
    }

    private static List<Step> steps(Change change, World world) {
        var steps = new ArrayList<Step>();
        var set = new StepId(SET, change.id());
        var password = change.difference().fields().stream()
                .filter(field -> field.path().equals(UserComparison.PASSWORD))
                .map(FieldChange::after)
                .findFirst();
        password.ifPresent(reference -> steps.add(Step.batched(
                set,
                change.verb() == Verb.CREATE ? Phase.ACCESS_GIVEN : Phase.CONFIGURATION,
                Value.entries(Map.of("password", reference, "mechanisms", sent(change, world))))));
        var removed = change.difference().fields().stream()
                .filter(field -> field.path().startsWith(UserComparison.MECHANISMS)
                        && field.after().isUnset())
                .map(field -> field.path().substring(UserComparison.MECHANISMS.length()))
                .toList();
        if (!removed.isEmpty()) {
            steps.add(Step.batched(new StepId(REMOVE, change.id()), Phase.ACCESS_TAKEN, Value.texts(removed))
                    .after(Set.of(set)));
        }
        return steps;
    }

    /** All declared mechanisms get the password, so that they never have two. */
    private static Value sent(Change change, World world) {
        var iterations = new TreeMap<String, Value>();
        var desired = world.desired(UserRoom.KEY).get(change.id());
        var live = world.observed(UserRoom.KEY).get(change.id());
        if (desired != null) {
            desired.spec()
                    .mechanisms()
                    .forEach((name, wanted) -> iterations.put(
                            name,
                            Value.whole(wanted.or(() -> Optional.ofNullable(live)
                                            .flatMap(observed -> observed.found())
                                            .map(state -> state.mechanisms().get(name)))
                                    .orElse(UserSpec.DEFAULT_ITERATIONS))));
        }
        return Value.entries(iterations);
    }
}
