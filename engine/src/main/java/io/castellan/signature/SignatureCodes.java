package io.castellan.signature;

import io.castellan.diagnostics.Code;

/** What can be wrong with a signature, with the list of those who may sign, or with signing. */
public final class SignatureCodes {
    public static final Code MALFORMED = new Code("SIGN", 1);
    public static final Code UNSUPPORTED_KIND = new Code("SIGN", 2);
    public static final Code UNSUPPORTED_ALGORITHM = new Code("SIGN", 3);
    public static final Code OTHER_NAMESPACE = new Code("SIGN", 4);
    public static final Code DOES_NOT_MATCH = new Code("SIGN", 5);
    public static final Code NO_PRESENCE = new Code("SIGN", 6);
    public static final Code UNKNOWN_KEY = new Code("SIGN", 7);
    public static final Code NAMESPACE_NOT_ALLOWED = new Code("SIGN", 8);
    public static final Code NOT_YET_VALID = new Code("SIGN", 9);
    public static final Code NO_LONGER_VALID = new Code("SIGN", 10);
    public static final Code CERTIFICATE_REFUSED = new Code("SIGN", 11);
    public static final Code NO_PRINCIPAL = new Code("SIGN", 12);

    public static final Code BAD_LINE = new Code("SIGN", 13);
    public static final Code BAD_OPTION = new Code("SIGN", 14);
    public static final Code BAD_TIME = new Code("SIGN", 15);
    public static final Code BAD_KEY = new Code("SIGN", 16);
    public static final Code LISTED_TWICE = new Code("SIGN", 17);
    public static final Code NO_TIME_ZONE = new Code("SIGN", 18);
    public static final Code FILE_TOO_LARGE = new Code("SIGN", 19);

    public static final Code NO_SSH_KEYGEN = new Code("SIGN", 20);
    public static final Code KEY_UNUSABLE = new Code("SIGN", 21);
    public static final Code NOT_SIGNED_IN_TIME = new Code("SIGN", 22);
    public static final Code NOT_ACCEPTABLE = new Code("SIGN", 23);

    private SignatureCodes() {}
}
