package io.castellan.promote;

import io.castellan.diagnostics.Code;

/** What promotion says. */
public final class PromoteCodes {
    static final Code NO_EVIDENCE = new Code("PROMOTE", 1);
    static final Code SOAKING = new Code("PROMOTE", 2);
    static final Code SHOWN = new Code("PROMOTE", 3);
    static final Code OWN_VALUES = new Code("PROMOTE", 4);
    static final Code DEBT = new Code("PROMOTE", 9);

    private PromoteCodes() {}
}
