package io.castellan.resource.quota;

import io.castellan.diagnostics.Code;

/** What can be said of quotas. */
final class QuotaCodes {
    static final Code BAD_ENTITY = new Code("QUOTA", 1);
    static final Code WRONG_KEY = new Code("QUOTA", 2);
    static final Code NO_VALUE = new Code("QUOTA", 3);

    private QuotaCodes() {}
}
