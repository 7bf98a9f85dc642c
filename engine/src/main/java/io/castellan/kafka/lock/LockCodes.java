package io.castellan.kafka.lock;

import io.castellan.diagnostics.Code;

/** What the cluster's lock reports. Explained in {@code docs/errors/lock.md}. */
public final class LockCodes {
    /** Somebody else holds it. */
    public static final Code HELD = new Code("LOCK", 1);
    /** The principal may not use the group or the topic. */
    public static final Code NOT_AUTHORIZED = new Code("LOCK", 2);
    /** Group or topic are not what the lock needs. */
    public static final Code UNUSABLE = new Code("LOCK", 3);
    /** The group's coordinator lets nobody in. */
    public static final Code NO_COORDINATOR = new Code("LOCK", 4);

    private LockCodes() {}
}
