package io.castellan.resource.user;

import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.Rights;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.common.acl.AclOperation;

/** Takes credentials away. */
final class UserRemoveExecutor implements StepExecutor {
    private static final int BATCH = 500;

    @Override
    public String name() {
        return UserPlanner.REMOVE;
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        var live = UserKind.live(cluster.access(KafkaAccess.class).reads());
        return steps.stream()
                .collect(Collectors.toMap(
                        Step::id,
                        step -> live.fold(
                                users -> left(
                                                step,
                                                Optional.ofNullable(
                                                        users.get(step.id().subject())))
                                        ? StepState.PENDING
                                        : StepState.DONE,
                                () -> StepState.DONE,
                                why -> StepState.UNKNOWABLE)));
    }

    private static boolean left(Step step, Optional<UserState> live) {
        var mechanisms = live.map(UserState::mechanisms).orElse(Map.of());
        return UserArguments.removed(step).stream().anyMatch(mechanisms::containsKey);
    }

    /** Kafka refuses to delete what is not there, so only what is left is sent. */
    @Override
    public List<Problem> obstacles(List<Step> steps, Cluster cluster) {
        return Rights.missing(cluster.access(KafkaAccess.class), Map.of(AclOperation.ALTER, "to change users"));
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        var access = run.cluster().access(KafkaAccess.class);
        var live = UserKind.live(access.reads()).found().orElse(Map.of());
        var deletions = new LinkedHashMap<Step, List<UserScramCredentialAlteration>>();
        for (var step : batch) {
            deletions.put(
                    step,
                    UserArguments.removed(step).stream()
                            .filter(mechanism -> Optional.ofNullable(
                                            live.get(step.id().subject()))
                                    .filter(state -> state.mechanisms().containsKey(mechanism))
                                    .isPresent())
                            .<UserScramCredentialAlteration>map(mechanism -> new UserScramCredentialDeletion(
                                    UserArguments.user(step), ScramMechanism.fromMechanismName(mechanism)))
                            .toList());
        }
        var writes = access.writes(() -> run.prove().left());
        return UserAttempts.of(deletions, writes::alterScramUsers);
    }
}
