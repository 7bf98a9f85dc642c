package io.castellan.apply;

import io.castellan.diagnostics.Code;

/** What applying itself can say, whatever the kind. */
final class ApplyCodes {
    static final Code STALE = new Code("APPLY", 2);
    static final Code NOT_IN_PLAN = new Code("APPLY", 3);
    static final Code OTHER_TARGET = new Code("APPLY", 4);
    static final Code RESUMED = new Code("APPLY", 5);
    static final Code ABANDONED = new Code("APPLY", 6);
    static final Code LOST_HOLD = new Code("APPLY", 8);
    static final Code INTERRUPTED = new Code("APPLY", 9);
    static final Code RISK_ROSE = new Code("APPLY", 10);
    static final Code PHASE_STOPPED = new Code("APPLY", 11);
    static final Code NOT_DONE = new Code("APPLY", 12);

    private ApplyCodes() {}
}
