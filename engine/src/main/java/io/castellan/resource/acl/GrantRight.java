package io.castellan.resource.acl;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What each part of a grant comes to: the table in {@code docs/reference/access.md}, which says why. Describe follows from Read and
 * Write with Kafka's own authorizer; it is written all the same, as Kafka's own tools do, so that nobody needs to know.
 */
enum GrantRight {
    PRODUCE_TOPICS("produce", "topics", Meaning.NAMES, true, Guarded.TOPIC, Operation.WRITE, Operation.DESCRIBE),
    CONSUME_TOPICS("consume", "topics", Meaning.NAMES, true, Guarded.TOPIC, Operation.READ, Operation.DESCRIBE),
    CONSUME_GROUPS("consume", "groups", Meaning.NAMES, false, Guarded.GROUP, Operation.READ),
    TRANSACTIONAL_IDS(
            "transactional", "ids", Meaning.NAMES, true, Guarded.TRANSACTIONAL_ID, Operation.WRITE, Operation.DESCRIBE),
    STREAMS_INPUTS("streams", "inputs", Meaning.NAMES, false, Guarded.TOPIC, Operation.READ, Operation.DESCRIBE),
    STREAMS_OUTPUTS("streams", "outputs", Meaning.NAMES, false, Guarded.TOPIC, Operation.WRITE, Operation.DESCRIBE),
    STREAMS_GROUP("streams", "applicationId", Meaning.NAME, true, Guarded.GROUP, Operation.READ),
    STREAMS_TOPICS("streams", "applicationId", Meaning.OWNER, true, Guarded.TOPIC, Operation.ALL),
    STREAMS_IDS(
            "streams",
            "applicationId",
            Meaning.OWNER,
            true,
            Guarded.TRANSACTIONAL_ID,
            Operation.WRITE,
            Operation.DESCRIBE),
    CONNECT_GROUP("connect", "group", Meaning.NAME, true, Guarded.GROUP, Operation.READ),
    CONNECT_CONFIG(
            "connect",
            "topics.config",
            Meaning.NAME,
            true,
            Guarded.TOPIC,
            Operation.READ,
            Operation.WRITE,
            Operation.DESCRIBE),
    CONNECT_OFFSET(
            "connect",
            "topics.offset",
            Meaning.NAME,
            true,
            Guarded.TOPIC,
            Operation.READ,
            Operation.WRITE,
            Operation.DESCRIBE),
    CONNECT_STATUS(
            "connect",
            "topics.status",
            Meaning.NAME,
            true,
            Guarded.TOPIC,
            Operation.READ,
            Operation.WRITE,
            Operation.DESCRIBE);

    /** How a field says what is meant. */
    enum Meaning {
        /** A list of names and beginnings of names. */
        NAMES,
        /** One name. */
        NAME,
        /** An id that, with a hyphen, begins the names of all that its owner makes for itself. */
        OWNER
    }

    private final String grant;
    private final String field;
    private final Meaning meaning;
    private final boolean required;
    private final Guarded guarded;
    private final List<Operation> operations;

    GrantRight(
            String grant, String field, Meaning meaning, boolean required, Guarded guarded, Operation... operations) {
        this.grant = grant;
        this.field = field;
        this.meaning = meaning;
        this.required = required;
        this.guarded = guarded;
        this.operations = List.of(operations);
    }

    /** {@code produce}, {@code consume}, … */
    String grant() {
        return grant;
    }

    /** Its field; a dot leads into a field's own fields. */
    String field() {
        return field;
    }

    Meaning meaning() {
        return meaning;
    }

    /** Whether the grant cannot go without the field. */
    boolean required() {
        return required;
    }

    Guarded guarded() {
        return guarded;
    }

    List<Operation> operations() {
        return operations;
    }

    /** What a name comes to in a field that holds one. */
    AclPattern pattern(String name) {
        return meaning == Meaning.OWNER
                ? AclPattern.prefixed(guarded, beginning(name))
                : AclPattern.literal(guarded, name);
    }

    /** How the names begin of all that an owner makes for itself. */
    static String beginning(String owner) {
        return owner + "-";
    }

    static List<String> grants() {
        return Arrays.stream(values()).map(GrantRight::grant).distinct().toList();
    }

    static List<GrantRight> of(String grant) {
        return Arrays.stream(values()).filter(one -> one.grant.equals(grant)).toList();
    }

    /** The fields of a grant at its own level. */
    static TreeSet<String> fields(String grant) {
        var fields = new TreeSet<String>();
        Stream.concat(of(grant).stream().map(one -> one.field.split("\\.")[0]), Stream.of(RuleParts.HOST))
                .forEach(fields::add);
        return fields;
    }
}
