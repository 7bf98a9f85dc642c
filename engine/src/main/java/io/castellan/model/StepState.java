package io.castellan.model;

/** Where a step stands, told from the cluster alone. */
public enum StepState {
    /** Nothing of it is done, or a part of it is and the rest can still be done. */
    PENDING,
    /** The cluster is at work on it, or an intermediate state that only this step produces is live. */
    UNDERWAY,
    DONE,
    /** The resource is neither in the state before, nor after, nor between: somebody else changed it. */
    MOVED,
    /** It cannot be told from the cluster. */
    UNKNOWABLE
}
