package io.castellan.kafka.lock;

import java.time.Duration;
import java.util.Objects;

/**
 * Names and times of the lock. All who change a cluster must use the same names.
 *
 * @param topic holds no records; its one partition is what is owned
 * @param group the consumer group whose member owns it
 * @param session how long a dead holder keeps others out; brokers allow 6 s to 30 min by default
 * @param heartbeat how often Kafka's own thread says that we live
 * @param margin what a call must leave of the session, and the age beyond which a proof is made anew
 * @param coordinatorPatience how long a coordinator that moves is waited for
 * @param patience how long to wait for another holder before being refused
 */
public record LockSettings(
        String topic,
        String group,
        Duration session,
        Duration heartbeat,
        Duration margin,
        Duration coordinatorPatience,
        Duration patience) {
    /** The topic's and the group's name; Castellan never plans a topic of this name. */
    public static final String NAME = "castellan.lock";

    public LockSettings {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(heartbeat, "heartbeat");
        Objects.requireNonNull(coordinatorPatience, "coordinatorPatience");
        Objects.requireNonNull(patience, "patience");
        if (session.compareTo(margin.multipliedBy(2)) <= 0) {
            throw new IllegalArgumentException(
                    "a session of " + session + " leaves no time beside the margin " + margin);
        }
    }

    /** A session of 10 s; patience to wait out the session of a holder that died. */
    public static LockSettings defaults() {
        return new LockSettings(
                NAME,
                NAME,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(12));
    }

    public LockSettings withSession(Duration other) {
        return new LockSettings(topic, group, other, heartbeat, margin, coordinatorPatience, patience);
    }

    public LockSettings withPatience(Duration other) {
        return new LockSettings(topic, group, session, heartbeat, margin, coordinatorPatience, other);
    }
}
