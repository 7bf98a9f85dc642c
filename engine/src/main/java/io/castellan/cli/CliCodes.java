package io.castellan.cli;

import io.castellan.diagnostics.Code;

/** What the command line itself can say. */
final class CliCodes {
    static final Code NO_ENVIRONMENTS = new Code("CLI", 1);
    static final Code NO_SUCH_ENVIRONMENT = new Code("CLI", 2);
    static final Code DIRTY = new Code("CLI", 3);
    static final Code NOT_CONFIRMED = new Code("CLI", 4);
    static final Code NOT_WRITTEN = new Code("CLI", 5);
    static final Code NOT_READ = new Code("CLI", 6);
    static final Code NO_REPOSITORY = new Code("CLI", 7);
    static final Code DIRTY_ONLY_SANDBOX = new Code("CLI", 8);
    static final Code BAD_TARGET = new Code("CLI", 9);
    static final Code CLUSTER_ID_MISSING = new Code("CLI", 11);
    static final Code NOT_A_SANDBOX = new Code("CLI", 12);
    static final Code BAD_NAME = new Code("CLI", 13);
    static final Code EXISTS = new Code("CLI", 14);
    static final Code BASELINE_IN_PART = new Code("CLI", 15);
    static final Code POLICY_OVERLOOKED = new Code("CLI", 16);
    static final Code NO_POLICY = new Code("CLI", 17);
    static final Code NO_APPROVAL_FILE = new Code("CLI", 18);
    static final Code BREAK_GLASS = new Code("CLI", 20);
    static final Code BAD_DAYS = new Code("CLI", 19);
    static final Code NOTHING_TO_SIGN_OFF = new Code("CLI", 21);
    static final Code NOT_SIGNED = new Code("CLI", 22);

    private CliCodes() {}
}
