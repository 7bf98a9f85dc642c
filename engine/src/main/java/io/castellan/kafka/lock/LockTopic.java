package io.castellan.kafka.lock;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.kafka.CallBudget;
import io.castellan.kafka.KafkaAccess;
import io.castellan.model.Observed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** The topic whose one partition is owned; made when it is missing, the only thing that is written without the lock. */
final class LockTopic {
    private static final CallBudget TIME = CallBudget.each(Duration.ofSeconds(10));
    private static final int COPIES = 3;

    private final KafkaAccess access;
    private final LockSettings settings;

    LockTopic(KafkaAccess access, LockSettings settings) {
        this.access = Objects.requireNonNull(access, "access");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** @param before what was {@link #seen} of it */
    void ensure(Observed<TopicDescription> before) {
        before.fold(this::check, this::create, why -> {
            throw notAuthorized(settings);
        });
    }

    Observed<TopicDescription> seen() {
        return Objects.requireNonNull(
                access.reads().topics(List.of(settings.topic())).get(settings.topic()));
    }

    private boolean check(TopicDescription topic) {
        if (topic.partitions().size() != 1) {
            throw ClusterLock.failure(
                    ExitCode.REFUSED,
                    LockCodes.UNUSABLE,
                    "the topic " + settings.topic() + " has "
                            + topic.partitions().size() + " partitions, the lock needs exactly one",
                    "delete the topic; nothing but Castellan uses it");
        }
        return true;
    }

    private boolean create() {
        int brokers = Math.max(1, access.connect().brokers().size());
        var topic = new NewTopic(settings.topic(), Optional.of(1), Optional.of((short) Math.min(COPIES, brokers)));
        var result = Objects.requireNonNull(
                access.writes(TIME).createTopics(List.of(topic)).get(settings.topic()));
        return result.fold(
                () -> true,
                error -> {
                    throw notCreated(error.toString());
                },
                // somebody else may have been faster; the consumer waits until it is visible
                error -> true,
                why -> {
                    throw notCreated(why);
                });
    }

    private Failure notCreated(String why) {
        return ClusterLock.failure(
                ExitCode.REFUSED,
                LockCodes.NOT_AUTHORIZED,
                "the topic " + settings.topic() + " of the cluster's lock does not exist and cannot be created: " + why,
                "grant Create on topic " + settings.topic() + " (literal), or create it once with one partition");
    }

    static Failure notAuthorized(LockSettings settings) {
        return ClusterLock.failure(
                ExitCode.REFUSED,
                LockCodes.NOT_AUTHORIZED,
                "not allowed to read the topic of the cluster's lock",
                "grant Read on topic " + settings.topic() + " (literal), Read on group " + settings.group()
                        + " (literal), and once Create on topic " + settings.topic());
    }
}
