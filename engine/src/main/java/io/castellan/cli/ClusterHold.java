package io.castellan.cli;

import io.castellan.apply.Hold;
import io.castellan.kafka.lock.HeldLock;
import io.castellan.kafka.lock.LockLostException;
import io.castellan.resource.Budget;
import io.castellan.resource.LostHoldException;

/** The cluster's lock, as an apply sees it. */
final class ClusterHold implements Hold {
    private final HeldLock lock;

    ClusterHold(HeldLock lock) {
        this.lock = lock;
    }

    /** @throws io.castellan.diagnostics.Failure if a right is missing for more than joining the lock's group */
    void requireTaken() {
        lock.requireTaken();
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
    public void proveSoon() {
        lock.proveSoon();
    }

    @Override
    public void close() {
        lock.close();
    }
}
