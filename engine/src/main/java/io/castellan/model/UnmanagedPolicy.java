package io.castellan.model;

/** What to do about live state that nothing declares. */
public enum UnmanagedPolicy {
    /** Show it. */
    REPORT,
    /** Refuse to apply while it is there. */
    REFUSE,
    /** Remove it. */
    REMOVE
}
