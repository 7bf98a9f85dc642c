package io.castellan.resource.quota;

import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.Rights;
import io.castellan.model.Change;
import io.castellan.model.Phase;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Planner;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import io.castellan.resource.World;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.resource.keyed.KeyedSteps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.quota.ClientQuotaAlteration;

/** Sets the limits of entities; all of one entity go together. */
final class QuotaExecutor implements StepExecutor, Planner {
    static final String NAME = "quota.alter";
    private static final int BATCH = 1000;

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        return planned.stream()
                .filter(change -> change.id().kind().equals(QuotaRoom.KEY.name()))
                .map(change -> KeyedSteps.of(NAME, Phase.CONFIGURATION, change))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        var live = QuotaKind.live(cluster.access(KafkaAccess.class).reads());
        return steps.stream()
                .collect(Collectors.toMap(
                        Step::id,
                        step -> live.fold(
                                quotas -> KeyedSteps.standing(
                                        step,
                                        Optional.ofNullable(quotas.get(step.id().subject()))
                                                .map(KeyedState::settings)
                                                .orElse(Map.of())),
                                () -> StepState.UNKNOWABLE,
                                why -> StepState.UNKNOWABLE)));
    }

    @Override
    public List<Problem> obstacles(List<Step> steps, Cluster cluster) {
        return Rights.missing(
                cluster.access(KafkaAccess.class), Map.of(AclOperation.ALTER_CONFIGS, "to change quotas"));
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        var writes =
                run.cluster().access(KafkaAccess.class).writes(() -> run.prove().left());
        var results =
                writes.alterQuotas(batch.stream().map(QuotaExecutor::alteration).toList());
        var attempts = new TreeMap<StepId, Attempt>();
        for (var step : batch) {
            Optional.ofNullable(
                            results.get(QuotaEntity.parse(step.id().subject()).toKafka()))
                    .ifPresent(result -> attempts.put(step.id(), result.toAttempt()));
        }
        return attempts;
    }

    private static ClientQuotaAlteration alteration(Step step) {
        return new ClientQuotaAlteration(
                QuotaEntity.parse(step.id().subject()).toKafka(),
                KeyedSteps.moves(step).entrySet().stream()
                        .map(move -> new ClientQuotaAlteration.Op(
                                move.getKey(),
                                move.getValue().after().map(Double::valueOf).orElse(null)))
                        .toList());
    }
}
