package io.castellan.json;

import io.castellan.diagnostics.Code;

/** What can be wrong with a JSON file that Castellan is asked to read. */
public final class JsonCodes {
    public static final Code SYNTAX = new Code("JSON", 1);
    public static final Code TOO_LARGE = new Code("JSON", 2);
    public static final Code UNKNOWN_FORMAT = new Code("JSON", 3);
    public static final Code FIELD = new Code("JSON", 4);
    public static final Code DIGEST = new Code("JSON", 5);

    private JsonCodes() {}
}
