package io.castellan.kafka;

import io.castellan.diagnostics.Code;

/** What access to a cluster reports. Explained in {@code docs/errors/kafka.md}. */
public final class KafkaCodes {
    /** No broker answers. */
    public static final Code UNREACHABLE = new Code("KAFKA", 1);
    /** The brokers reject our credentials. */
    public static final Code AUTHENTICATION = new Code("KAFKA", 2);
    /** TLS could not be agreed. */
    public static final Code TLS = new Code("KAFKA", 3);
    /** Something listens and does not answer as a broker with this security protocol. */
    public static final Code NOT_SPOKEN = new Code("KAFKA", 4);
    /** The brokers do not know a request that we need. */
    public static final Code UNSUPPORTED = new Code("KAFKA", 5);
    /** Kafka's client does not accept its properties. */
    public static final Code CLIENT_PROPERTIES = new Code("KAFKA", 6);
    /** Kafka answered a read that everything depends on with an error. */
    public static final Code READ_FAILED = new Code("KAFKA", 7);
    /** The principal may not do with the cluster what is asked for. */
    public static final Code RIGHT_MISSING = new Code("KAFKA", 8);
    /** Brokers that answered before do not any more. */
    public static final Code NO_ANSWER = new Code("KAFKA", 9);

    private KafkaCodes() {}
}
