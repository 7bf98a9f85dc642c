package io.castellan.state;

import io.castellan.diagnostics.Code;

/** What can be wrong with a folder on disk before a file in it is looked at. */
final class FileCodes {
    static final Code NO_SUCH_FOLDER = new Code("FILE", 1);
    static final Code SYMBOLIC_LINK = new Code("FILE", 2);
    static final Code NOT_A_FILE = new Code("FILE", 3);
    static final Code UNREADABLE = new Code("FILE", 4);
    static final Code TOO_MANY_FILES = new Code("FILE", 5);
    static final Code FILE_TOO_LARGE = new Code("FILE", 6);
    static final Code TOO_MUCH = new Code("FILE", 7);

    private FileCodes() {}
}
