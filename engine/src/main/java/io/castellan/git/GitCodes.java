package io.castellan.git;

import io.castellan.diagnostics.Code;

/** What can be wrong with a repository, or with what a commit holds. */
public final class GitCodes {
    public static final Code UNREADABLE = new Code("GIT", 1);
    public static final Code UNSUPPORTED_FORMAT = new Code("GIT", 2);
    public static final Code NO_SUCH_REVISION = new Code("GIT", 3);
    public static final Code AMBIGUOUS_REVISION = new Code("GIT", 4);
    public static final Code NOT_A_COMMIT = new Code("GIT", 5);
    public static final Code INCOMPLETE = new Code("GIT", 6);
    public static final Code NO_COMMIT_YET = new Code("GIT", 7);
    public static final Code NO_SUCH_FOLDER = new Code("GIT", 8);
    public static final Code SYMBOLIC_LINK = new Code("GIT", 9);
    public static final Code SUBMODULE = new Code("GIT", 10);
    public static final Code TOO_MANY_FILES = new Code("GIT", 11);
    public static final Code FILE_TOO_LARGE = new Code("GIT", 12);
    public static final Code TOO_MUCH = new Code("GIT", 13);
    public static final Code NOT_WRITTEN = new Code("GIT", 14);
    public static final Code LOCKED = new Code("GIT", 15);
    public static final Code BRANCH_NAME = new Code("GIT", 16);
    public static final Code ADDRESS = new Code("GIT", 17);
    public static final Code REMOTE_UNREACHABLE = new Code("GIT", 18);
    public static final Code REWRITTEN = new Code("GIT", 19);
    public static final Code NO_SUCH_BRANCH = new Code("GIT", 20);
    public static final Code PUSH_REFUSED = new Code("GIT", 21);
    public static final Code CACHE = new Code("GIT", 22);
    public static final Code KEPT_TOO_LATE = new Code("GIT", 23);
    public static final Code TAG_RENAMED = new Code("GIT", 24);
    public static final Code NOT_A_FILE = new Code("GIT", 25);
    public static final Code BRANCH_EXISTS = new Code("GIT", 26);
    public static final Code NO_REMOTE = new Code("GIT", 27);

    private GitCodes() {}
}
