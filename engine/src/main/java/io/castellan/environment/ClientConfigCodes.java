package io.castellan.environment;

import io.castellan.diagnostics.Code;

/** What {@code clientConfig} can be told. */
final class ClientConfigCodes {
    /** Not in the list of allowed properties. */
    static final Code UNKNOWN = new Code("CLIENT", 1);
    /** Would make the client run code or read what a name points to. */
    static final Code RUNS_CODE = new Code("CLIENT", 2);
    /** Castellan sets it itself. */
    static final Code OURS = new Code("CLIENT", 3);

    static final Code BAD_VALUE = new Code("CLIENT", 4);
    static final Code BAD_JAAS = new Code("CLIENT", 5);
    /** A login module that is not in the list. */
    static final Code LOGIN_MODULE = new Code("CLIENT", 6);

    static final Code PLAIN_SECRET = new Code("CLIENT", 7);
    /** {@code ${…}} that is no reference to a secret. */
    static final Code BAD_REFERENCE = new Code("CLIENT", 8);

    private ClientConfigCodes() {}
}
