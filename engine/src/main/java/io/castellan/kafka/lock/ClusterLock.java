package io.castellan.kafka.lock;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** Makes this process the one writer of a cluster. */
public final class ClusterLock {
    private static final Duration POLL = Duration.ofMillis(100);
    /** How long the group is given before we look whether somebody else is in it. */
    private static final Duration FIRST_DOUBT = Duration.ofMillis(1500);

    private final KafkaAccess access;
    private final LockSettings settings;
    private final TimeSource time;

    public ClusterLock(KafkaAccess access, LockSettings settings) {
        this.access = Objects.requireNonNull(access, "access");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = access.time();
    }

    /**
     * Takes the lock. What the caller then plans with must be read after this.
     *
     * @param who a name for people: a person, a Jenkins job
     * @throws Failure {@link ExitCode#REFUSED} when somebody else holds it or a right is missing, {@link ExitCode#UNREACHABLE}
     *     when the cluster does not let anybody in
     */
    public HeldLock acquire(String who, LockListener listener) {
        new LockTopic(access, settings).ensure();
        var membership = join(who);
        boolean held = false;
        try {
            awaitPartition(membership, listener);
            var owner = new LockOwner(who, ProcessHandle.current().pid(), time.instant(), membership.member());
            var lock = new HeldLock(membership, settings, time, owner);
            lock.prove();
            held = true;
            return lock;
        } catch (LockLostException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw explain(cause);
            }
            throw failure(ExitCode.UNREACHABLE, LockCodes.NO_COORDINATOR, String.valueOf(e.getMessage()), "try again");
        } catch (KafkaException e) {
            throw explain(e);
        } finally {
            if (!held) {
                membership.close();
            }
        }
    }

    private Membership join(String who) {
        try {
            return new ConsumerMembership(access.properties(), settings, who);
        } catch (KafkaException e) {
            throw explain(e);
        }
    }

    private void awaitPartition(Membership membership, LockListener listener) {
        long start = time.nanos();
        boolean told = false;
        while (!membership.owned()) {
            membership.poll(POLL);
            var waited = Duration.ofNanos(time.nanos() - start);
            if (membership.owned() || waited.compareTo(FIRST_DOUBT) < 0) {
                continue;
            }
            boolean impatient = waited.compareTo(settings.patience()) >= 0;
            if (!told || impatient) {
                var holder = new LockHolders(access.reads(), settings).other(membership.member());
                if (impatient) {
                    refuseIfHeld(holder, waited);
                }
                if (!told && holder.isPresent()) {
                    listener.waiting(holder.get(), settings.patience());
                    told = true;
                }
            }
        }
    }

    /** With no other owner, it is the group that is slow, for example because its coordinator is only being found. */
    private void refuseIfHeld(Optional<String> holder, Duration waited) {
        if (holder.isPresent()) {
            throw failure(
                    ExitCode.REFUSED,
                    LockCodes.HELD,
                    "the cluster is being changed by " + holder.get(),
                    "wait for it to end; if it died, its lock ends within "
                            + settings.session().toSeconds() + " s");
        }
        if (waited.compareTo(settings.patience().plus(settings.coordinatorPatience())) >= 0) {
            throw failure(
                    ExitCode.UNREACHABLE,
                    LockCodes.NO_COORDINATOR,
                    "the group " + settings.group() + " let nobody in within " + waited.toSeconds() + " s",
                    "check that the partitions of __consumer_offsets have leaders");
        }
    }

    private Failure explain(KafkaException thrown) {
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
