package io.castellan.sandbox;

import io.castellan.diagnostics.Code;

/** What can go wrong with a sandbox; explained in {@code docs/errors/sandbox.md}. */
final class SandboxCodes {
    static final Code VERSION_NOT_LOCKED = new Code("SANDBOX", 1);
    static final Code JAR_CORRUPT = new Code("SANDBOX", 2);
    static final Code JAR_NOT_FETCHED = new Code("SANDBOX", 3);
    static final Code JAR_FOLDER_UNFIT = new Code("SANDBOX", 4);
    static final Code MEMORY_SHORT = new Code("SANDBOX", 5);
    static final Code PORTS_SHORT = new Code("SANDBOX", 6);
    static final Code SPEC_DIFFERS = new Code("SANDBOX", 7);
    static final Code NOT_READY = new Code("SANDBOX", 8);
    static final Code FORMAT_FAILED = new Code("SANDBOX", 9);
    static final Code BUSY = new Code("SANDBOX", 10);
    static final Code FOLDER_UNREADABLE = new Code("SANDBOX", 11);
    static final Code SETTINGS_UNREADABLE = new Code("SANDBOX", 12);
    static final Code NOTHING_HERE = new Code("SANDBOX", 13);
    static final Code NODE_UNKNOWN = new Code("SANDBOX", 14);
    static final Code SETTING_RESERVED = new Code("SANDBOX", 15);
    static final Code CLUSTER_ID_FORM = new Code("SANDBOX", 16);
    static final Code NOT_CHANGED = new Code("SANDBOX", 17);

    private SandboxCodes() {}
}
