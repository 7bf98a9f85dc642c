package io.castellan.resource.keyed;

import io.castellan.diagnostics.Code;

/** What can be said of settings by key, whatever the kind. */
final class KeyedCodes {
    static final Code UNMANAGED_REFUSED = new Code("KEYED", 1);
    static final Code NO_VALUE = new Code("KEYED", 2);
    static final Code WRONG_FORM = new Code("KEYED", 3);
    static final Code SECRET = new Code("KEYED", 4);

    private KeyedCodes() {}
}
