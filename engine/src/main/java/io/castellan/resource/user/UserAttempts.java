package io.castellan.resource.user;

import io.castellan.kafka.WriteResult;
import io.castellan.model.Step;
import io.castellan.model.StepId;
import io.castellan.resource.Attempt;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;

/** One answer a step from the answers of its alterations: one that failed decides, then one without an answer. */
final class UserAttempts {
    private UserAttempts() {}

    /** @param send sends all alterations of a batch */
    static Map<StepId, Attempt> of(
            Map<Step, List<UserScramCredentialAlteration>> alterations,
            Function<Collection<UserScramCredentialAlteration>, Map<UserScramCredentialAlteration, WriteResult>> send) {
        var results =
                send.apply(alterations.values().stream().flatMap(List::stream).toList());
        var attempts = new TreeMap<StepId, Attempt>();
        alterations.forEach((step, own) -> attempts.put(
                step.id(),
                together(own.stream()
                        .map(alteration -> results.containsKey(alteration)
                                ? results.get(alteration).toAttempt()
                                : Attempt.unanswered("no answer"))
                        .toList())));
        return attempts;
    }

    private static Attempt together(List<Attempt> attempts) {
        var byStatus = attempts.stream()
                .collect(Collectors.toMap(
                        Attempt::status, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        return byStatus.getOrDefault(
                Attempt.Status.FAILED, byStatus.getOrDefault(Attempt.Status.UNANSWERED, Attempt.accepted()));
    }
}
