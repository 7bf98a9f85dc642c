package io.castellan.host;

import io.castellan.diagnostics.Code;

/** What can go wrong between Castellan and the host of the repository. */
public final class HostCodes {
    public static final Code UNREACHABLE = new Code("HOST", 1);
    public static final Code TOKEN_REFUSED = new Code("HOST", 2);
    /** No variable of that name is set. */
    public static final Code NO_TOKEN = new Code("HOST", 3);

    public static final Code NOT_FOUND = new Code("HOST", 4);
    /** An answer that leads, with the token, to somebody else. */
    public static final Code ELSEWHERE = new Code("HOST", 5);
    /** An answer that is not as the host's documentation says. */
    public static final Code NOT_UNDERSTOOD = new Code("HOST", 6);

    public static final Code TOO_BUSY = new Code("HOST", 7);
    /** What was asked for is not wanted, for example a pull request without a difference. */
    public static final Code DECLINED = new Code("HOST", 8);

    /** A review, or a comment, by which nothing is approved. */
    public static final Code NOT_COUNTED = new Code("HOST", 9);
    /** The token is not the reporter's. */
    public static final Code OTHER_ACCOUNT = new Code("HOST", 10);

    public static final Code CHANGED_AT_ONCE = new Code("HOST", 11);

    private HostCodes() {}
}
