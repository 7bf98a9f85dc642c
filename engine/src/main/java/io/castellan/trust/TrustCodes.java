package io.castellan.trust;

import io.castellan.diagnostics.Code;

/** Why a trust file, or a commit under it, is not taken. */
public final class TrustCodes {
    public static final Code NOT_READ = new Code("TRUST", 1);
    public static final Code POLICY_ELSEWHERE = new Code("TRUST", 2);
    public static final Code NOT_THE_BRANCH = new Code("TRUST", 3);
    public static final Code ROLLBACK = new Code("TRUST", 4);
    public static final Code UNRELATED = new Code("TRUST", 5);
    public static final Code NO_COMMIT = new Code("TRUST", 6);
    public static final Code IN_THE_REPOSITORY = new Code("TRUST", 7);
    public static final Code APPROVALS_ON_THE_BRANCH = new Code("TRUST", 8);

    private TrustCodes() {}
}
