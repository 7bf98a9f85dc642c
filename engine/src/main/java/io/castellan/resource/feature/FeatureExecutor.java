package io.castellan.resource.feature;

import io.castellan.kafka.KafkaAccess;
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
import io.castellan.resource.keyed.KeyedSteps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.FeatureUpdate;

/** Finalises levels, one feature at a time. Downwards only where Kafka knows that nothing is lost. */
final class FeatureExecutor implements StepExecutor, Planner {
    static final String NAME = "feature.update";

    @Override
    public List<Step> steps(List<Change> planned, World world) {
        return planned.stream()
                .filter(change -> change.id().kind().equals(FeatureRoom.KEY.name()))
                .map(change -> KeyedSteps.of(NAME, Phase.FINALISING, change))
                .map(step -> Step.exclusive(step.id(), step.phase(), step.arguments()))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchLimit() {
        return 1;
    }

    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        var live = LiveFeatures.read(cluster.access(KafkaAccess.class).reads(), List.of());
        var states = new TreeMap<StepId, StepState>();
        for (var step : steps) {
            states.put(
                    step.id(),
                    live.fold(
                            features -> KeyedSteps.standing(step, own(step, features)),
                            () -> StepState.UNKNOWABLE,
                            why -> StepState.UNKNOWABLE));
        }
        return states;
    }

    /** A feature that the cluster does not know is at none. */
    private static Map<String, String> own(Step step, Map<String, FeatureState> features) {
        int level = Optional.ofNullable(features.get(step.id().subject().name()))
                .map(FeatureState::level)
                .orElse(0);
        return Map.of(FeatureKind.LEVEL, String.valueOf(level));
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        var writes =
                run.cluster().access(KafkaAccess.class).writes(() -> run.prove().left());
        var attempts = new TreeMap<StepId, Attempt>();
        for (var step : batch) {
            var level = Optional.ofNullable(KeyedSteps.moves(step).get(FeatureKind.LEVEL))
                    .orElseThrow();
            writes.updateFeatures(Map.of(step.id().subject().name(), update(level.before(), level.after())))
                    .values()
                    .forEach(result -> attempts.put(step.id(), result.toAttempt()));
        }
        return attempts;
    }

    /** Both levels as they stand in fields and steps. */
    static FeatureUpdate update(Optional<String> before, Optional<String> after) {
        short from = before.map(Short::valueOf).orElseThrow();
        short to = after.map(Short::valueOf).orElseThrow();
        return new FeatureUpdate(
                to, to > from ? FeatureUpdate.UpgradeType.UPGRADE : FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
    }

    static List<Integer> brokers(Cluster cluster) {
        return cluster.view().brokers().stream().map(broker -> broker.id()).toList();
    }
}
