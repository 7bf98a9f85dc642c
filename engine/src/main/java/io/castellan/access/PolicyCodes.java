package io.castellan.access;

import io.castellan.diagnostics.Code;

/** What castellan.yaml can be told, and what an environment can be told by it. */
final class PolicyCodes {
    static final Code UNKNOWN_ENVIRONMENT = new Code("POLICY", 1);
    static final Code UNKNOWN_NAME = new Code("POLICY", 2);
    /** One name for a person and for a group. */
    static final Code NAME_TWICE = new Code("POLICY", 3);

    static final Code BAD_IDENTITY = new Code("POLICY", 4);
    /** One identity, or two that a host may take for one, of two persons. */
    static final Code IDENTITY_TWICE = new Code("POLICY", 5);

    static final Code NO_IDENTITY = new Code("POLICY", 6);
    static final Code EMPTY_GROUP = new Code("POLICY", 7);
    /** More approvals than can ever be given. */
    static final Code UNREACHABLE = new Code("POLICY", 8);
    /** A worse risk needs fewer approvals. */
    static final Code APPROVALS_FALL = new Code("POLICY", 9);
    /** A system where only persons count. */
    static final Code NOT_A_PERSON = new Code("POLICY", 10);

    static final Code BAD_TIME = new Code("POLICY", 11);
    static final Code WINDOW_BACKWARDS = new Code("POLICY", 12);
    static final Code UNKNOWN_ZONE = new Code("POLICY", 13);
    /** A signature is required that nobody can make. */
    static final Code NO_SIGNING_KEY = new Code("POLICY", 14);

    static final Code BAD_RANGE = new Code("POLICY", 15);
    /** An environment that the policy says nothing of. */
    static final Code NO_ACCESS = new Code("POLICY", 16);
    /** A client property that could never be set. */
    static final Code UNKNOWN_CLIENT_KEY = new Code("POLICY", 17);

    static final Code SECRET_NOT_ALLOWED = new Code("POLICY", 18);
    static final Code CLIENT_KEY_NOT_ALLOWED = new Code("POLICY", 19);
    static final Code VARIABLE_OUT_OF_RANGE = new Code("POLICY", 20);

    static final Code TOO_LARGE = new Code("POLICY", 21);
    static final Code MORE_PROBLEMS = new Code("POLICY", 22);
    /** Somebody whose signature may be asked for has no key that counts now. */
    static final Code NO_VALID_KEY = new Code("POLICY", 23);
    /** Fewer signatures than are asked for can be made with the keys that count now. */
    static final Code KEYS_TOO_FEW = new Code("POLICY", 24);
    /** A key that speaks for several persons, and so for none. */
    static final Code KEY_OF_SEVERAL = new Code("POLICY", 25);
    /** What branches of approvals must not be called. */
    static final Code BAD_BRANCHES = new Code("POLICY", 28);

    /** A host, or a name there, that cannot be. */
    static final Code BAD_HOST = new Code("POLICY", 26);
    /** The pipeline's account is a person's. */
    static final Code REPORTER_IS_SOMEBODY = new Code("POLICY", 27);

    private PolicyCodes() {}
}
