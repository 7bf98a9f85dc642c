package io.castellan.cli;

import io.castellan.apply.Hold;
import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.lock.ClusterLock;
import io.castellan.kafka.lock.HeldLock;
import io.castellan.kafka.lock.LockListener;
import io.castellan.kafka.lock.LockLostException;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.resource.Budget;
import io.castellan.resource.LostHoldException;

/** The cluster's lock, as an apply sees it. */
final class ClusterHold implements Hold {
    private final HeldLock lock;

    private ClusterHold(HeldLock lock) {
        this.lock = lock;
    }

    /**
     * @param who shown to others who want the cluster meanwhile
     * @throws io.castellan.diagnostics.Failure REFUSED when somebody else holds it or a right is missing
     */
    static ClusterHold acquire(KafkaAccess access, LockSettings settings, String who, LockListener listener) {
        return new ClusterHold(new ClusterLock(access, settings).acquire(who, listener));
    }

    @Override
    public Budget prove() {
        try {
            return lock.prove()::left;
        } catch (LockLostException e) {
            throw new LostHoldException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
