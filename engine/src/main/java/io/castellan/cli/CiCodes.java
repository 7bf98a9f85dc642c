package io.castellan.cli;

import io.castellan.diagnostics.Code;

/** What can be said of a commit that is proposed. */
final class CiCodes {
    static final Code UNRELATED = new Code("CI", 1);
    static final Code CONTROL_CHANGED = new Code("CI", 2);
    static final Code NEW_ENVIRONMENT = new Code("CI", 3);
    static final Code REMOVED_ENVIRONMENT = new Code("CI", 4);
    static final Code BEHIND = new Code("CI", 5);
    static final Code CONTROL_UNREADABLE = new Code("CI", 6);
    static final Code NOTHING_TO_COMPARE = new Code("CI", 7);
    static final Code CONFLICT = new Code("CI", 11);

    /** Nothing that is believed names a host. */
    static final Code NO_HOST = new Code("CI", 8);

    static final Code SEVERAL_HOSTS = new Code("CI", 9);
    static final Code NO_REQUEST = new Code("CI", 10);

    private CiCodes() {}
}
