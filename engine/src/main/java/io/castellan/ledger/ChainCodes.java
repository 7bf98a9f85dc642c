package io.castellan.ledger;

import io.castellan.diagnostics.Code;

/** What can be wrong with a ledger that is read again commit by commit. */
public final class ChainCodes {
    /** A commit changes or removes what was recorded before. */
    public static final Code ALTERED = new Code("CHAIN", 1);
    /** A commit does not add exactly the next event. */
    public static final Code NOT_THE_NEXT = new Code("CHAIN", 2);
    /** An event is not of its format, or its digests are not those of its content. */
    public static final Code UNREADABLE = new Code("CHAIN", 3);
    /** The events of an entry do not belong together. */
    public static final Code CONTRADICTION = new Code("CHAIN", 4);
    /** The recorded plan is not the one of the intent. */
    public static final Code OTHER_PLAN = new Code("CHAIN", 5);
    /** The commit of an intent is not tied to the state that it names. */
    public static final Code NOT_TIED = new Code("CHAIN", 6);
    /** An event is older than the one before it. */
    public static final Code BACKWARDS = new Code("CHAIN", 7);

    private ChainCodes() {}
}
