package io.castellan.access;

import io.castellan.diagnostics.Code;

/** Why a plan may not be executed, though it could be. */
public final class AuthorityCodes {
    public static final Code NOT_APPROVED = new Code("AUTH", 1);
    public static final Code REJECTED = new Code("AUTH", 2);
    public static final Code FROZEN = new Code("AUTH", 3);
    public static final Code AUTHOR_MAY_NOT_WRITE = new Code("AUTH", 4);
    public static final Code AUTHOR_EXECUTES = new Code("AUTH", 5);
    public static final Code NOT_COUNTED = new Code("AUTH", 6);
    public static final Code UNSIGNED = new Code("AUTH", 7);
    public static final Code NOT_IN_FORCE = new Code("AUTH", 8);
    public static final Code NO_TRUST = new Code("AUTH", 9);
    public static final Code OWN_WORD = new Code("AUTH", 10);
    public static final Code POLICY_MOVED = new Code("AUTH", 11);
    public static final Code POLICY_GONE = new Code("AUTH", 12);
    public static final Code OWN_DEBT = new Code("AUTH", 13);
    public static final Code DEBT = new Code("AUTH", 14);
    public static final Code UNKNOWN_CLUSTER = new Code("AUTH", 15);
    public static final Code OWN_APPROVAL = new Code("AUTH", 16);
    public static final Code SPENT = new Code("AUTH", 17);
    public static final Code OUTGROWN = new Code("AUTH", 18);
    public static final Code OF_SOMETHING_ELSE = new Code("AUTH", 19);

    private AuthorityCodes() {}
}
