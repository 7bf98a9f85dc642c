package io.castellan.state;

import io.castellan.diagnostics.Code;

/** What the state files as a whole can be told. */
final class StateCodes {
    static final Code NO_ENVIRONMENT_FILE = new Code("STATE", 1);
    static final Code DECLARED_TWICE = new Code("STATE", 2);
    static final Code UNKNOWN_VARIABLE = new Code("STATE", 5);
    static final Code OVERRIDE_OF_NOTHING = new Code("STATE", 6);
    static final Code OVERRIDE_EXPIRED = new Code("STATE", 8);
    static final Code OVERRIDE_ENDS = new Code("STATE", 9);

    private StateCodes() {}
}
