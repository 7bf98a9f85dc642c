package io.castellan.resource.group;

import io.castellan.model.Change;
import io.castellan.model.FieldChange;
import io.castellan.model.Phase;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.resource.Planner;
import io.castellan.resource.World;
import io.castellan.resource.keyed.KeyedSteps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One step a group. Settings of a sort of group follow the feature that brings that sort, where the same plan raises it. */
final class GroupPlanner implements Planner {
    static final String NAME = "group-config.alter";
    private static final Map<String, String> FEATURES = Map.of(
            "consumer", "group.version",
            "share", "share.version",
            "errors", "share.version",
            "streams", "streams.version");

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        return planned.stream()
                .filter(change -> change.id().kind().equals(GroupRoom.KEY.name()))
                .map(change -> KeyedSteps.of(NAME, Phase.CONFIGURATION, change).after(features(change)))
                .toList();
    }

    private static Set<StepId> features(Change change) {
        return change.difference().fields().stream()
                .filter(field -> !field.after().isUnset())
                .map(FieldChange::path)
                .map(key -> key.substring(0, Math.max(0, key.indexOf('.'))))
                .filter(FEATURES::containsKey)
                .map(sort -> new StepId("feature.update", new ResourceId("feature", FEATURES.getOrDefault(sort, ""))))
                .collect(Collectors.toSet());
    }
}
