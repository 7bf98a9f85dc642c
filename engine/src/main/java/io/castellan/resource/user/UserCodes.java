package io.castellan.resource.user;

import io.castellan.diagnostics.Code;

/** What can be said of SCRAM users. */
final class UserCodes {
    static final Code NO_PASSWORD = new Code("USER", 1);
    static final Code PLAIN_PASSWORD = new Code("USER", 2);
    static final Code BAD_MECHANISM = new Code("USER", 3);
    static final Code BAD_NUMBER = new Code("USER", 4);
    static final Code PROTECTED = new Code("USER", 5);
    static final Code NOT_VERIFIABLE = new Code("USER", 6);
    static final Code MECHANISM_TWICE = new Code("USER", 7);
    static final Code UNMANAGED_REFUSED = new Code("USER", 8);

    private UserCodes() {}
}
