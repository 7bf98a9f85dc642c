package io.castellan.audit;

import io.castellan.diagnostics.Code;

/** What an audit finds, besides what is wrong with the chain of events, with signatures, or by the policy. */
public final class AuditCodes {
    public static final Code STATE_MISSING = new Code("AUDIT", 1);
    public static final Code OTHER_TREE = new Code("AUDIT", 2);
    public static final Code NOT_OF_THE_BRANCH = new Code("AUDIT", 3);
    public static final Code OTHER_POLICY = new Code("AUDIT", 4);
    public static final Code POLICY_UNREADABLE = new Code("AUDIT", 5);
    public static final Code AUTHOR_HIDDEN = new Code("AUDIT", 6);
    public static final Code OTHER_HEAD = new Code("AUDIT", 7);
    public static final Code OTHER_DIGEST = new Code("AUDIT", 8);
    public static final Code OTHER_PERSON = new Code("AUDIT", 9);
    public static final Code SPENT = new Code("AUDIT", 10);
    public static final Code NOT_COUNTED = new Code("AUDIT", 11);
    public static final Code ENTRY_NOT_SIGNED = new Code("AUDIT", 12);
    public static final Code ENTRY_SIGNED_BY_ANOTHER = new Code("AUDIT", 13);
    public static final Code OPEN = new Code("AUDIT", 14);
    public static final Code CUT_OFF = new Code("AUDIT", 15);
    public static final Code REWRITTEN = new Code("AUDIT", 16);
    public static final Code NOT_WITNESSED = new Code("AUDIT", 17);
    public static final Code RESTS_ON_THE_HOST = new Code("AUDIT", 18);
    public static final Code OWN_WORD = new Code("AUDIT", 19);
    public static final Code BAD_WITNESS = new Code("AUDIT", 20);
    public static final Code BROKE_THE_GLASS = new Code("AUDIT", 21);
    public static final Code BEGINS = new Code("AUDIT", 22);
    public static final Code BEFORE_THE_TRUST = new Code("AUDIT", 23);

    /** An approval by review, which the host vouches for. */
    public static final Code REVIEWED = new Code("AUDIT", 24);

    public static final Code NO_REVIEW = new Code("AUDIT", 25);

    /** An approval that a host signed for one of its accounts. */
    public static final Code VOUCHED = new Code("AUDIT", 26);

    private AuditCodes() {}
}
