package io.castellan.resource.topic;

import io.castellan.diagnostics.Code;

/** What can be said of topics. Explained in {@code docs/errors/topic.md}. */
final class TopicCodes {
    private static final String AREA = "TOPIC";

    /** A declaration or a part of it has not the expected form. */
    static final Code WRONG_FORM = new Code(AREA, 1);
    /** A declaration has a field that topics do not have. */
    static final Code UNKNOWN_FIELD = new Code(AREA, 2);
    /** Kafka allows no topic of that name. */
    static final Code BAD_NAME = new Code(AREA, 3);
    /** Two declared names differ only in dots and underscores. */
    static final Code COLLIDING_NAMES = new Code(AREA, 4);
    /** The topic, or what is declared of it, belongs to Kafka. */
    static final Code KAFKAS_OWN = new Code(AREA, 5);
    /** Partitions or replicas are not a count. */
    static final Code BAD_COUNT = new Code(AREA, 6);
    /** A tombstone without a reason, or with more than a tombstone has. */
    static final Code BAD_TOMBSTONE = new Code(AREA, 7);
    /** More replicas must be in sync than there are. */
    static final Code MIN_ISR_ABOVE_REPLICAS = new Code(AREA, 8);
    /** All replicas must be in sync. */
    static final Code MIN_ISR_NEEDS_ALL = new Code(AREA, 9);
    /** Retention is declared by time or by size only. */
    static final Code RETENTION_ONE_SIDED = new Code(AREA, 10);
    /** Retention is declared for a topic that deletes nothing. */
    static final Code RETENTION_IDLE = new Code(AREA, 11);
    /** An override that changes nothing. */
    static final Code OVERRIDE_IDLE = new Code(AREA, 12);

    /** Fewer partitions are declared than are live. */
    static final Code PARTITION_DECREASE = new Code(AREA, 20);
    /** Another replication factor is declared than is live. */
    static final Code REPLICATION_FACTOR_DIFFERS = new Code(AREA, 21);
    /** More replicas than live brokers. */
    static final Code REPLICAS_ABOVE_BROKERS = new Code(AREA, 22);
    /** A new topic without partitions or replication factor. */
    static final Code SHAPE_UNDECLARED = new Code(AREA, 23);
    /** A live name differs only in dots and underscores. */
    static final Code COLLIDES_WITH_LIVE = new Code(AREA, 24);
    /** A topic lives again under the name of an executed tombstone. */
    static final Code TOMBSTONE_EXECUTED = new Code(AREA, 25);
    /** A topic that would be deleted is written or read, or it cannot be told. */
    static final Code ACTIVE = new Code(AREA, 26);
    /** Settings that nothing declares are live, and the environment refuses them. */
    static final Code UNMANAGED_FIELDS = new Code(AREA, 27);
    /** Kafka has not made its own topic yet. */
    static final Code NOT_MADE_YET = new Code(AREA, 28);
    /** A topic that can never be deleted. */
    static final Code PROTECTED = new Code(AREA, 29);
    /** Kafka, asked before anything is done, says that it would refuse. */
    static final Code WOULD_FAIL = new Code(AREA, 30);

    private TopicCodes() {}
}
