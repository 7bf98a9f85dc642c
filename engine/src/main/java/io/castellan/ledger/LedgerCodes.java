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
    public static final Code NO_KEY = new Code("LEDGER", 11);
    public static final Code KEY_DOES_NOT_COUNT = new Code("LEDGER", 12);
    public static final Code NOT_SIGNED = new Code("LEDGER", 13);
    public static final Code SIGNED_BY_ANOTHER = new Code("LEDGER", 14);
    public static final Code KEY_NOT_VALID = new Code("LEDGER", 15);
    public static final Code BAD_SIGNATURE = new Code("LEDGER", 16);
    public static final Code DATED_BACK = new Code("LEDGER", 17);
    public static final Code NOT_ONE_COMMIT_AN_EVENT = new Code("LEDGER", 18);
    public static final Code BEGUN = new Code("LEDGER", 19);
    public static final Code NO_APPROVALS_BRANCH = new Code("LEDGER", 20);

    private LedgerCodes() {}
}
