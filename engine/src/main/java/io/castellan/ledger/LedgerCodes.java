package io.castellan.ledger;

import io.castellan.diagnostics.Code;

/** What can stand in the way of reading or adding to a ledger. */
public final class LedgerCodes {
    public static final Code MOVED = new Code("LEDGER", 1);
    public static final Code STILL_OPEN = new Code("LEDGER", 2);
    public static final Code NOT_OPEN = new Code("LEDGER", 3);
    public static final Code OUTCOME_NOT_RECORDED = new Code("LEDGER", 4);
    public static final Code UNKNOWN_FILE = new Code("LEDGER", 5);
    public static final Code GAP = new Code("LEDGER", 6);
    public static final Code UNREADABLE = new Code("LEDGER", 7);
    public static final Code CONTRADICTION = new Code("LEDGER", 8);
    public static final Code OUTCOME_KEPT = new Code("LEDGER", 9);
    public static final Code NO_APPROVAL = new Code("LEDGER", 10);

    private LedgerCodes() {}
}
