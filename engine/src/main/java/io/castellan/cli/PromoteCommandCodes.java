package io.castellan.cli;

import io.castellan.diagnostics.Code;

/** Why nothing can be promoted. */
final class PromoteCommandCodes {
    static final Code WRONG_WAY = new Code("PROMOTE", 5);
    static final Code NOT_FIT = new Code("PROMOTE", 6);
    static final Code NOT_DIFFERENT = new Code("PROMOTE", 7);

    static final Code NO_SUCH_SOURCE = new Code("PROMOTE", 8);

    private PromoteCommandCodes() {}
}
