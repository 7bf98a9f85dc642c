package io.castellan.kafka.lock;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Makes this process the one writer of a cluster. */
public final class ClusterLock {
    private final KafkaAccess access;
    private final LockSettings settings;

    public ClusterLock(KafkaAccess access, LockSettings settings) {
        this.access = Objects.requireNonNull(access, "access");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Begins what can be done before the lock is wanted: connects, and looks for the group's coordinator meanwhile. Changes nothing,
     * and takes no part in the group.
     *
     * @param who a name for people: a person, a Jenkins job
     * @throws Failure {@link ExitCode#UNREACHABLE} when no broker answers or lets us in
     */
    public LockApproach approach(String who) {
        return LockApproach.begin(access, settings, who);
    }

    /**
     * Takes the lock and proves it. What the caller then plans with must be read after this.
     *
     * @param who a name for people: a person, a Jenkins job
     * @throws Failure {@link ExitCode#REFUSED} when somebody else holds it or a right is missing, {@link ExitCode#UNREACHABLE}
     *     when the cluster does not let anybody in
     */
    public HeldLock acquire(String who, LockListener listener) {
        var lock = approach(who).take(listener);
        lock.requireTaken();
        return lock;
    }

    /** What its first proof failed with, told as failing to take it. */
    static Failure notTaken(LockLostException lost, LockSettings settings) {
        return lost.getCause() instanceof KafkaException cause
                ? explain(cause, settings)
                : failure(
                        ExitCode.UNREACHABLE, LockCodes.NO_COORDINATOR, String.valueOf(lost.getMessage()), "try again");
    }

    static Failure explain(KafkaException thrown, LockSettings settings) {
        if (thrown instanceof GroupAuthorizationException) {
            return failure(
                    ExitCode.REFUSED,
                    LockCodes.NOT_AUTHORIZED,
                    "not allowed to use the group of the cluster's lock",
                    "grant Read on group " + settings.group() + " (literal)");
        }
        if (thrown instanceof TopicAuthorizationException) {
            return LockTopic.notAuthorized(settings);
        }
        if (thrown instanceof InconsistentGroupProtocolException || thrown instanceof InvalidSessionTimeoutException) {
            return failure(
                    ExitCode.REFUSED,
                    LockCodes.UNUSABLE,
                    "the group " + settings.group() + " cannot serve as lock: " + thrown.getMessage(),
                    "nothing but Castellan may use that group, and the brokers must allow a session of "
                            + settings.session().toSeconds() + " s (group.min.session.timeout.ms)");
        }
        if (thrown instanceof AuthenticationException) {
            return failure(
                    ExitCode.UNREACHABLE,
                    LockCodes.NO_COORDINATOR,
                    "the brokers reject the credentials: " + thrown.getMessage(),
                    "check clientConfig of the environment");
        }
        return failure(
                ExitCode.UNREACHABLE,
                LockCodes.NO_COORDINATOR,
                "the cluster's lock cannot be taken: " + thrown.getMessage(),
                "check that the brokers are up");
    }

    static Failure failure(ExitCode exit, Code code, String message, String hint) {
        return new Failure(exit, Problem.error(code, message).withHint(hint));
    }
}
