package io.castellan.resource.acl;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.ResourceType;

/** What a rule guards, with the operations that Kafka ever checks on it. */
enum Guarded {
    TOPIC(
            "topic",
            ResourceType.TOPIC,
            EnumSet.of(
                    Operation.READ,
                    Operation.WRITE,
                    Operation.CREATE,
                    Operation.DESCRIBE,
                    Operation.DELETE,
                    Operation.ALTER,
                    Operation.DESCRIBE_CONFIGS,
                    Operation.ALTER_CONFIGS)),
    GROUP(
            "group",
            ResourceType.GROUP,
            EnumSet.of(
                    Operation.READ,
                    Operation.DESCRIBE,
                    Operation.DELETE,
                    Operation.DESCRIBE_CONFIGS,
                    Operation.ALTER_CONFIGS)),
    CLUSTER(
            "cluster",
            ResourceType.CLUSTER,
            EnumSet.of(
                    Operation.CREATE,
                    Operation.CLUSTER_ACTION,
                    Operation.DESCRIBE_CONFIGS,
                    Operation.ALTER_CONFIGS,
                    Operation.IDEMPOTENT_WRITE,
                    Operation.ALTER,
                    Operation.DESCRIBE)),
    TRANSACTIONAL_ID(
            "transactionalId",
            ResourceType.TRANSACTIONAL_ID,
            EnumSet.of(Operation.DESCRIBE, Operation.WRITE, Operation.TWO_PHASE_COMMIT)),
    DELEGATION_TOKEN("delegationToken", ResourceType.DELEGATION_TOKEN, EnumSet.of(Operation.DESCRIBE)),
    USER("user", ResourceType.USER, EnumSet.of(Operation.CREATE_TOKENS, Operation.DESCRIBE_TOKENS));

    static final List<Guarded> ALL = List.of(values());

    private static final Map<ResourceType, Guarded> BY_KAFKA =
            new EnumMap<>(ALL.stream().collect(Collectors.toMap(Guarded::kafka, one -> one)));

    /** The one name that a cluster has. */
    static final String CLUSTER_NAME = "kafka-cluster";

    private final String word;
    private final ResourceType kafka;
    private final Set<Operation> checked;

    Guarded(String word, ResourceType kafka, Set<Operation> checked) {
        this.word = word;
        this.kafka = kafka;
        this.checked = checked;
    }

    /** As in state files. */
    String word() {
        return word;
    }

    ResourceType kafka() {
        return kafka;
    }

    /** Whether a rule with that operation can ever have an effect. */
    boolean checks(Operation operation) {
        return operation == Operation.ALL || checked.contains(operation);
    }

    /** In a fixed order, without {@link Operation#ALL}. */
    Set<Operation> checked() {
        return EnumSet.copyOf(checked);
    }

    static Optional<Guarded> of(ResourceType kafka) {
        return Optional.ofNullable(BY_KAFKA.get(kafka));
    }

    static List<String> words() {
        return ALL.stream().map(Guarded::word).toList();
    }
}
