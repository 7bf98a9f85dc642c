package io.castellan.kafka;

import io.castellan.diagnostics.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What our principal may do and see.
 *
 * @param cluster operations on the cluster as a whole, each with what it implies; empty when it may not even describe it
 * @param topics whether it sees every topic
 * @param groups whether it sees every group
 * @param principal its own name where the configuration tells it
 */
public record Rights(Set<AclOperation> cluster, Visibility topics, Visibility groups, Optional<String> principal) {
    public Rights {
        cluster = Set.copyOf(cluster);
        Objects.requireNonNull(topics, "topics");
        Objects.requireNonNull(groups, "groups");
        Objects.requireNonNull(principal, "principal");
    }

    /** @param needed operations on the cluster and what each is needed for, one clause */
    public List<Problem> missing(Map<AclOperation, String> needed) {
        return missing(cluster, principal, needed);
    }

    /** The same with what connecting told already, without another request. */
    public static List<Problem> missing(KafkaAccess access, Map<AclOperation, String> needed) {
        return missing(access.connect().operations(), RightsReader.principal(access.properties()), needed);
    }

    private static List<Problem> missing(
            Set<AclOperation> cluster, Optional<String> principal, Map<AclOperation, String> needed) {
        return new TreeMap<>(needed)
                .entrySet().stream()
                        .filter(entry -> !cluster.contains(entry.getKey()))
                        .map(entry -> Problem.error(
                                        KafkaCodes.RIGHT_MISSING,
                                        principal.orElse("the principal") + " has no " + word(entry.getKey())
                                                + " on the cluster, which is needed " + entry.getValue())
                                .withHint("grant it, for example: kafka-acls.sh --add --allow-principal "
                                        + principal.orElse("User:…") + " --operation " + word(entry.getKey())
                                        + " --cluster"))
                        .toList();
    }

    /** As Kafka's tools write it: {@code AlterConfigs}. */
    private static String word(AclOperation operation) {
        var word = new StringBuilder();
        for (var part : operation.name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
