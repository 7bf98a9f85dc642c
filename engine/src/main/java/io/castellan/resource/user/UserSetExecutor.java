package io.castellan.resource.user;

import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.Rights;
import io.castellan.kafka.WriteResult;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.model.StepState;
import io.castellan.model.Value;
import io.castellan.resource.Attempt;
import io.castellan.resource.Cluster;
import io.castellan.resource.Run;
import io.castellan.resource.StepExecutor;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclOperation;

/** Sends passwords. Which one is live cannot be read, so a step that may have been done is sent again. */
final class UserSetExecutor implements StepExecutor {
    private static final int BATCH = 500;

    @Override
    public String name() {
        return UserPlanner.SET;
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    /** Pending as long as a mechanism is missing or has other iterations; with all of them there, the password is unknowable. */
    @Override
    public Map<StepId, StepState> inspect(List<Step> steps, Cluster cluster) {
        var live = UserKind.live(cluster.access(KafkaAccess.class).reads());
        return steps.stream()
                .collect(Collectors.toMap(
                        Step::id,
                        step -> live.fold(
                                users -> has(
                                                step,
                                                Optional.ofNullable(
                                                        users.get(step.id().subject())))
                                        ? StepState.UNKNOWABLE
                                        : StepState.PENDING,
                                () -> StepState.PENDING,
                                why -> StepState.UNKNOWABLE)));
    }

    private static boolean has(Step step, Optional<UserState> live) {
        var mechanisms = live.map(UserState::mechanisms).orElse(Map.of());
        return mechanisms.entrySet().containsAll(UserArguments.mechanisms(step).entrySet());
    }

    @Override
    public List<Problem> obstacles(List<Step> steps, Cluster cluster) {
        return Rights.missing(cluster.access(KafkaAccess.class), Map.of(AclOperation.ALTER, "to change users"));
    }

    @Override
    public Map<StepId, Attempt> run(List<Step> batch, Run run) {
        var writes =
                run.cluster().access(KafkaAccess.class).writes(() -> run.prove().left());
        return send(batch, run::secret, writes::alterScramUsers);
    }

    /** Nothing of a password is left when this returns, however it returns. */
    static Map<StepId, Attempt> send(
            List<Step> batch,
            Function<Value.SecretRef, char[]> secrets,
            Function<Collection<UserScramCredentialAlteration>, Map<UserScramCredentialAlteration, WriteResult>> send) {
        var alterations = new LinkedHashMap<Step, List<UserScramCredentialAlteration>>();
        var passwords = new ArrayList<byte[]>();
        try {
            for (var step : batch) {
                var password = bytes(secrets.apply(UserArguments.password(step)));
                passwords.add(password);
                alterations.put(
                        step,
                        UserArguments.mechanisms(step).entrySet().stream()
                                .<UserScramCredentialAlteration>map(mechanism -> new UserScramCredentialUpsertion(
                                        UserArguments.user(step),
                                        new ScramCredentialInfo(
                                                ScramMechanism.fromMechanismName(mechanism.getKey()),
                                                mechanism.getValue()),
                                        password))
                                .toList());
            }
            return UserAttempts.of(alterations, send);
        } finally {
            passwords.forEach(password -> Arrays.fill(password, (byte) 0));
        }
    }

    private static byte[] bytes(char[] password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        var bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(password, '\0');
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
