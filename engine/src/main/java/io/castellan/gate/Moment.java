package io.castellan.gate;

/** When a gate is asked. */
public enum Moment {
    /** The plan is final, nothing is recorded yet. */
    BEFORE_APPLY,
    /** A batch, or an exclusive step, is about to be sent. */
    BEFORE_STEP,
    /** The last step of a phase ended well. */
    AFTER_PHASE
}
