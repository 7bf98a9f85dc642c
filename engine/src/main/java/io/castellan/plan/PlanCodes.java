package io.castellan.plan;

import io.castellan.diagnostics.Code;

/** What planning itself can say, whatever the kind. */
final class PlanCodes {
    static final Code NO_BASELINE = new Code("PLAN", 1);
    static final Code TOO_MANY_DELETIONS = new Code("PLAN", 2);
    static final Code SHARE_OF_DELETIONS = new Code("PLAN", 3);
    static final Code SHARE_UNKNOWN = new Code("PLAN", 4);
    static final Code EMPTY_DESIRED = new Code("PLAN", 5);
    static final Code UNMANAGED_REFUSED = new Code("PLAN", 6);
    static final Code LEFT_OUT_BY_TARGET = new Code("PLAN", 7);
    static final Code NO_SUCH_TARGET = new Code("PLAN", 8);
    static final Code INVENTORY_UNKNOWN = new Code("PLAN", 9);
    static final Code UNREADABLE = new Code("PLAN", 10);
    static final Code WRONG_CLUSTER = new Code("PLAN", 11);

    private PlanCodes() {}
}
