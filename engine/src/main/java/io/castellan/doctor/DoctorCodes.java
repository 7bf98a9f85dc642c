package io.castellan.doctor;

import io.castellan.diagnostics.Code;

/** What may be missing of what Castellan rests on. */
public final class DoctorCodes {
    public static final Code NO_POLICY = new Code("DOCTOR", 1);
    /** Changes of one person cannot be approved or applied, those of others can. */
    static final Code WRITER_STUCK = new Code("DOCTOR", 2);

    static final Code NO_ACCOUNT = new Code("DOCTOR", 3);
    static final Code NOBODY_EXECUTES = new Code("DOCTOR", 4);
    static final Code NEVER_AN_AUTHOR = new Code("DOCTOR", 5);
    static final Code GLASS_OF_NOBODY = new Code("DOCTOR", 6);
    static final Code NO_SIGN_OFF = new Code("DOCTOR", 7);
    static final Code SECRETS_NOT_HERE = new Code("DOCTOR", 8);
    static final Code KEY_ENDS = new Code("DOCTOR", 9);
    static final Code NOBODYS_PRINCIPAL = new Code("DOCTOR", 10);
    static final Code PERSON_SIGNS_LEDGER = new Code("DOCTOR", 11);
    static final Code KEY_ABSENT = new Code("DOCTOR", 12);
    static final Code NO_TRUST = new Code("DOCTOR", 13);
    static final Code PIN_NEWER = new Code("DOCTOR", 14);
    static final Code NO_REMOTE = new Code("DOCTOR", 15);
    static final Code BRANCH_DIFFERS = new Code("DOCTOR", 16);
    static final Code UNCOMMITTED = new Code("DOCTOR", 17);
    static final Code LEDGER_HERE_ONLY = new Code("DOCTOR", 18);
    static final Code LEDGER_DIFFERS = new Code("DOCTOR", 19);
    static final Code LEDGER_UNSIGNED = new Code("DOCTOR", 20);
    static final Code KEY_NOT_TRIED = new Code("DOCTOR", 21);
    static final Code CANNOT_PUSH = new Code("DOCTOR", 22);
    static final Code NO_OWNERS = new Code("DOCTOR", 23);
    static final Code OWNERS_IGNORED = new Code("DOCTOR", 24);
    static final Code OWNERS_LINE = new Code("DOCTOR", 25);
    static final Code NOT_OWNED = new Code("DOCTOR", 26);
    static final Code OWNED_BY_STRANGER = new Code("DOCTOR", 27);
    static final Code OWNED_BY_TEAM = new Code("DOCTOR", 28);
    public static final Code HOST_UNKNOWN = new Code("DOCTOR", 29);
    static final Code HOST_NOT_ASKED = new Code("DOCTOR", 30);
    static final Code BRANCH_NOT_HELD = new Code("DOCTOR", 31);
    static final Code HOST_ASKS_LITTLE = new Code("DOCTOR", 32);
    static final Code ABOVE_THE_RULES = new Code("DOCTOR", 33);
    static final Code LEDGER_CLOSED = new Code("DOCTOR", 34);
    static final Code HOST_DOES_NOT_TELL = new Code("DOCTOR", 35);

    private DoctorCodes() {}
}
