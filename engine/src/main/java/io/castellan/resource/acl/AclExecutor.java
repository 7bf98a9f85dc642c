package io.castellan.resource.acl;

import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaWrites;
import io.castellan.kafka.Rights;
import io.castellan.kafka.WriteResult;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Adds or removes rules: a batch in as few requests as Kafka takes, and one reading of all rules to say where the steps stand.
 *
 * @param present where a step stands whose rule is there
 * @param absent where a step stands whose rule is not there
 */
record AclExecutor(
        String name,
        StepState present,
        StepState absent,
        BiFunction<KafkaWrites, List<AclBinding>, Map<AclBinding, WriteResult>> sending)
        implements StepExecutor {
    private static final int BATCH = 5000;

    static AclExecutor create() {
        return new AclExecutor(AclPlanner.CREATE, StepState.DONE, StepState.PENDING, KafkaWrites::createAcls);
    }

    static AclExecutor delete() {
        return new AclExecutor(AclPlanner.DELETE, StepState.PENDING, StepState.DONE, KafkaWrites::deleteAcls);
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        return LiveRules.read(cluster.access(KafkaAccess.class).reads())
                .fold(
                        found -> states(steps, found.rules()),
                        () -> states(steps, Set.of()),
                        why -> steps.stream().collect(Collectors.toMap(Step::id, step -> StepState.UNKNOWABLE)));
    }

    private Map<StepId, StepState> states(List<Step> steps, Set<AclRule> live) {
        var states = new HashMap<StepId, StepState>();
        steps.forEach(step -> states.put(step.id(), live.contains(StepArguments.rule(step)) ? present : absent));
        return states;
    }

    @Override
    public List<Problem> obstacles(List<Step> steps, Cluster cluster) {
        return Rights.missing(cluster.access(KafkaAccess.class), Map.of(AclOperation.ALTER, "to change access rules"));
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        var writes =
                run.cluster().access(KafkaAccess.class).writes(() -> run.prove().left());
        var bindings = new HashMap<AclBinding, StepId>();
        batch.forEach(step -> bindings.put(StepArguments.rule(step).binding(), step.id()));
        var attempts = new HashMap<StepId, Attempt>();
        sending.apply(writes, List.copyOf(bindings.keySet())).forEach((binding, result) -> {
            var step = bindings.get(binding);
            if (step != null) {
                attempts.put(step, result.toAttempt());
            }
        });
        return attempts;
    }
}
