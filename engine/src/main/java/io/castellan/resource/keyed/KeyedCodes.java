package io.castellan.resource.keyed;

import io.castellan.diagnostics.Code;

/** What can be said of settings by key, whatever the kind. */
final class KeyedCodes {
    static final Code UNMANAGED_REFUSED = new Code("KEYED", 1);

    private KeyedCodes() {}
}
