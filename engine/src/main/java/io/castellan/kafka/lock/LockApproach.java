package io.castellan.kafka.lock;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.TimeSource;
import io.castellan.model.Observed;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/**
 * On the way to the lock: connected and looked up, not yet in the group, nothing changed. Closing it gives back what was not taken,
 * and what was.
 */
public final class LockApproach implements AutoCloseable {
    /** Joining goes on from one poll to the next; a poll does not end earlier when the partition becomes ours. */
    private static final Duration POLL = Duration.ofMillis(20);
    /** How long the group is given before we look whether somebody else is in it. */
    private static final Duration FIRST_DOUBT = Duration.ofMillis(1500);

    private final KafkaAccess access;
    private final LockSettings settings;
    private final TimeSource time;
    private final String who;
    private final Membership membership;
    private final LockTopic topic;
    private final Observed<TopicDescription> seen;

    private LockApproach(
            KafkaAccess access,
            LockSettings settings,
            String who,
            Membership membership,
            LockTopic topic,
            Observed<TopicDescription> seen) {
        this.access = access;
        this.settings = settings;
        this.time = access.time();
        this.who = who;
        this.membership = membership;
        this.topic = topic;
        this.seen = seen;
    }

    static LockApproach begin(KafkaAccess access, LockSettings settings, String who) {
        var membership = new ConsumerMembership(access.properties(), settings, who);
        try {
            var topic = new LockTopic(access, settings);
            return new LockApproach(access, settings, who, membership, topic, topic.seen());
        } catch (RuntimeException | Error e) {
            membership.close();
            throw e;
        }
    }

    /**
     * Takes the lock, and begins its first proof: {@link HeldLock#requireTaken}. What the caller then plans with must be read after
     * this.
     *
     * @throws Failure {@link ExitCode#REFUSED} when somebody else holds it or a right is missing, {@link ExitCode#UNREACHABLE}
     *     when the cluster does not let anybody in
     */
    public HeldLock take(LockListener listener) {
        Objects.requireNonNull(listener, "listener");
        try {
            topic.ensure(seen);
            membership.join();
            awaitPartition(listener);
            var owner = new LockOwner(who, ProcessHandle.current().pid(), time.instant(), membership.member());
            var lock = new HeldLock(membership, settings, time, owner);
            lock.proveSoon();
            return lock;
        } catch (KafkaException e) {
            membership.close();
            throw ClusterLock.explain(e, settings);
        } catch (RuntimeException | Error e) {
            membership.close();
            throw e;
        }
    }

    private void awaitPartition(LockListener listener) {
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
            throw ClusterLock.failure(
                    ExitCode.REFUSED,
                    LockCodes.HELD,
                    "the cluster is being changed by " + holder.get(),
                    "wait for it to end; if it died, its lock ends within "
                            + settings.session().toSeconds() + " s");
        }
        if (waited.compareTo(settings.patience().plus(settings.coordinatorPatience())) >= 0) {
            throw ClusterLock.failure(
                    ExitCode.UNREACHABLE,
                    LockCodes.NO_COORDINATOR,
                    "the group " + settings.group() + " let nobody in within " + waited.toSeconds() + " s",
                    "check that the partitions of __consumer_offsets have leaders");
        }
    }

    @Override
    public void close() {
        membership.close();
    }
}
