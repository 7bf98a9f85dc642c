package io.castellan.kafka.lock;

import io.castellan.kafka.CallBudget;
import io.castellan.kafka.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/**
 * Being the one writer of a cluster. As a {@link CallBudget} it proves itself before every call. Usable from several threads, one
 * after the other.
 */
public final class HeldLock implements CallBudget, AutoCloseable {
    /** Shorter polls do not take part in a rebalance. */
    private static final Duration POLL = Duration.ofMillis(50);
    /** Two questions within that time get the same proof; its budget shrinks all the same. */
    private static final Duration SAME = Duration.ofMillis(250);

    private final Membership membership;
    private final LockSettings settings;
    private final TimeSource time;
    private final String written;
    private @Nullable Proof last;
    private @Nullable LockLostException lost;

    HeldLock(Membership membership, LockSettings settings, TimeSource time, LockOwner owner) {
        this.membership = Objects.requireNonNull(membership, "membership");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
        this.written = owner.written();
    }

    /**
     * Asks the group's coordinator whether the lock is still ours. A coordinator that moves is waited for.
     *
     * @throws LockLostException when it is not, or cannot be told; from then on always
     */
    public synchronized Proof prove() {
        if (lost != null) {
            throw lost;
        }
        if (last != null && last.elapsed().compareTo(SAME) < 0) {
            return last;
        }
        last = proven();
        return last;
    }

    /**
     * Waits for the first proof, which begins when the lock is taken.
     *
     * @throws io.castellan.diagnostics.Failure where it failed: as taking the lock does
     */
    public synchronized void requireTaken() {
        if (last == null) {
            try {
                prove();
            } catch (LockLostException e) {
                throw ClusterLock.notTaken(e, settings);
            }
        }
    }

    /** Begins a new proof on a thread of its own; {@link #prove} waits for it and tells what came of it. */
    public void proveSoon() {
        var proof = new Thread(this::tryToProve, "castellan-proof");
        proof.setDaemon(true);
        proof.start();
    }

    private synchronized void tryToProve() {
        try {
            if (lost == null) {
                last = proven();
            }
        } catch (LockLostException e) {
            // is kept, and thrown to whoever asks next
        }
    }

    /** The time that one call may take now. */
    @Override
    public Duration next() {
        return prove().left();
    }

    private Proof proven() {
        long start = time.nanos();
        while (Duration.ofNanos(time.nanos() - start).compareTo(settings.coordinatorPatience()) < 0) {
            try {
                membership.poll(POLL);
                if (!membership.owned()) {
                    throw lose(
                            new LockLostException("the cluster's lock is lost: its session ended, for example because"
                                    + " this process stood still"));
                }
                var proof = new Proof(time, settings);
                membership.commit(written, settings.coordinatorPatience());
                if (proof.elapsed().compareTo(settings.margin()) <= 0) {
                    return proof;
                }
            } catch (RebalanceInProgressException e) {
                // somebody joins or leaves; the next poll takes part, and until it is over the lock stays ours
            } catch (KafkaException e) {
                throw lose(new LockLostException("the cluster's lock is lost: " + e.getMessage(), e));
            }
        }
        throw lose(new LockLostException("the cluster's lock cannot be proved within "
                + settings.coordinatorPatience().toSeconds() + " s"));
    }

    private LockLostException lose(LockLostException why) {
        lost = why;
        membership.close();
        return why;
    }

    /** Lets go at once. */
    @Override
    public synchronized void close() {
        if (lost == null) {
            lose(new LockLostException("the cluster's lock was given back"));
        }
    }
}
