package io.castellan.resource.acl;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/** What a rule is about, by the words of Kafka's own tools. */
enum Operation {
    ALL("All", AclOperation.ALL),
    READ("Read", AclOperation.READ),
    WRITE("Write", AclOperation.WRITE),
    CREATE("Create", AclOperation.CREATE),
    DELETE("Delete", AclOperation.DELETE),
    ALTER("Alter", AclOperation.ALTER),
    DESCRIBE("Describe", AclOperation.DESCRIBE),
    CLUSTER_ACTION("ClusterAction", AclOperation.CLUSTER_ACTION),
    DESCRIBE_CONFIGS("DescribeConfigs", AclOperation.DESCRIBE_CONFIGS),
    ALTER_CONFIGS("AlterConfigs", AclOperation.ALTER_CONFIGS),
    IDEMPOTENT_WRITE("IdempotentWrite", AclOperation.IDEMPOTENT_WRITE),
    CREATE_TOKENS("CreateTokens", AclOperation.CREATE_TOKENS),
    DESCRIBE_TOKENS("DescribeTokens", AclOperation.DESCRIBE_TOKENS),
    TWO_PHASE_COMMIT("TwoPhaseCommit", AclOperation.TWO_PHASE_COMMIT);

    private static final Map<String, Operation> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operation::word, one -> one));

    private static final Map<AclOperation, Operation> BY_KAFKA =
            new EnumMap<>(Arrays.stream(values()).collect(Collectors.toMap(Operation::kafka, one -> one)));

    private final String word;
    private final AclOperation kafka;

    Operation(String word, AclOperation kafka) {
        this.word = word;
        this.kafka = kafka;
    }

    String word() {
        return word;
    }

    AclOperation kafka() {
        return kafka;
    }

    /** Whether a rule that allows this one allows the other, too. Denying implies nothing but for {@link #ALL}. */
    boolean allows(Operation other) {
        return this == other
                || this == ALL
                || other == DESCRIBE && (this == READ || this == WRITE || this == DELETE || this == ALTER)
                || other == DESCRIBE_CONFIGS && this == ALTER_CONFIGS;
    }

    boolean denies(Operation other) {
        return this == other || this == ALL;
    }

    static Optional<Operation> named(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    static Optional<Operation> of(AclOperation kafka) {
        return Optional.ofNullable(BY_KAFKA.get(kafka));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Operation::word).toList();
    }
}
