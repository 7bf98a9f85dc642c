package io.castellan.promote;

import io.castellan.diagnostics.Code;

/** Why an override is not written. */
public final class OverrideCodes {
    /** The text of environment.yaml is of a form that is not edited. */
    public static final Code NOT_EDITED = new Code("OVERRIDE", 1);
    /** Nothing declares that topic. */
    public static final Code NO_SUCH_TOPIC = new Code("OVERRIDE", 2);
    /** It would shorten what is in effect. */
    public static final Code SHORTER = new Code("OVERRIDE", 3);
    /** Not a time, or one that has passed. */
    public static final Code BAD_END = new Code("OVERRIDE", 4);
    /** There is an override that ends later, or never. */
    public static final Code ENDS_LATER = new Code("OVERRIDE", 5);
    /** There is an override that says more than this. */
    public static final Code SAYS_MORE = new Code("OVERRIDE", 6);
    /** Nothing tells what is in effect now. */
    public static final Code UNKNOWN_BEFORE = new Code("OVERRIDE", 7);

    private OverrideCodes() {}
}
