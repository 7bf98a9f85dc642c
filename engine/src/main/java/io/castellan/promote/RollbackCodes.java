package io.castellan.promote;

import io.castellan.diagnostics.Code;

/** Why an environment is not rolled back. */
public final class RollbackCodes {
    /** The commit is not one that came before. */
    public static final Code NOT_EARLIER = new Code("ROLLBACK", 1);
    /** The ledger has no entry of that number. */
    public static final Code NO_SUCH_ENTRY = new Code("ROLLBACK", 2);
    /** A resource that is declared neither then nor now. */
    public static final Code NOT_DECLARED = new Code("ROLLBACK", 3);
    /** A resource that stands in environment.yaml, of which single parts are not restored. */
    public static final Code IN_ENVIRONMENT_FILE = new Code("ROLLBACK", 4);
    /** What was restored could not be applied. */
    public static final Code CANNOT_BE_APPLIED = new Code("ROLLBACK", 5);

    private RollbackCodes() {}
}
