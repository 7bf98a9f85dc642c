package io.castellan.resource.keyed;

import io.castellan.kafka.KafkaAccess;
import io.castellan.model.Observed;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Sets keys of resources; all of one resource go together, as many resources as there are in one request. */
public record ConfigExecutor(String name, LiveConfigs live) implements StepExecutor {
    private static final int BATCH = 1000;

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        var states = live.of(
                cluster.access(KafkaAccess.class).reads(),
                steps.stream().map(step -> step.id().subject()).toList());
        var standing = new TreeMap<StepId, StepState>();
        for (var step : steps) {
            var state = states.getOrDefault(step.id().subject(), Observed.unreadable("not answered"));
            standing.put(step.id(), KeyedSteps.standing(step, state));
        }
        return standing;
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        var wanted = new LinkedHashMap<ConfigResource, Collection<AlterConfigOp>>();
        batch.forEach(step -> wanted.put(live.resource(step.id().subject()), operations(step)));
        var results = run.cluster()
                .access(KafkaAccess.class)
                .writes(() -> run.prove().left())
                .alterConfigs(wanted);
        var attempts = new TreeMap<StepId, Attempt>();
        for (var step : batch) {
            Optional.ofNullable(results.get(live.resource(step.id().subject())))
                    .ifPresent(result -> attempts.put(step.id(), result.toAttempt()));
        }
        return attempts;
    }

    private static List<AlterConfigOp> operations(Step step) {
        return KeyedSteps.moves(step).entrySet().stream()
                .map(move -> operation(move.getKey(), move.getValue().after()))
                .toList();
    }

    /** Sets a key, or unsets it where there is no value. */
    public static AlterConfigOp operation(String key, Optional<String> value) {
        return new AlterConfigOp(
                new ConfigEntry(key, value.orElse("")),
                value.isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
    }
}
