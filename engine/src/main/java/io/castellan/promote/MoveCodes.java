package io.castellan.promote;

import io.castellan.diagnostics.Code;

/** Why the text of a declaration is not moved. */
final class MoveCodes {
    static final Code NOT_DECLARED = new Code("MOVE", 1);
    static final Code FLOW_STYLE = new Code("MOVE", 2);
    static final Code ANCHOR = new Code("MOVE", 3);
    static final Code UNUSUAL_LAYOUT = new Code("MOVE", 4);
    static final Code TAB = new Code("MOVE", 5);
    static final Code BAD_PATH = new Code("MOVE", 6);
    static final Code ENVIRONMENT_FILE = new Code("MOVE", 7);
    static final Code PATH_CLASH = new Code("MOVE", 8);
    static final Code UNKNOWN_VARIABLE = new Code("MOVE", 9);
    static final Code RESULT_DIFFERS = new Code("MOVE", 10);
    static final Code RESULT_INVALID = new Code("MOVE", 11);

    private MoveCodes() {}
}
