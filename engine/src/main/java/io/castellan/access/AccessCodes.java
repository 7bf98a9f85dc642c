package io.castellan.access;

import io.castellan.diagnostics.Code;

/** Why somebody may not do something. */
final class AccessCodes {
    /** The identity belongs to nobody. */
    static final Code STRANGER = new Code("ACCESS", 1);
    /** Known, and without this right. */
    static final Code NO_RIGHT = new Code("ACCESS", 2);
    /** The policy says nothing of the environment. */
    static final Code NO_ENVIRONMENT = new Code("ACCESS", 3);

    private AccessCodes() {}
}
