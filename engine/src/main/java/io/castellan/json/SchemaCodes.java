package io.castellan.json;

import io.castellan.diagnostics.Code;

/** How a file can miss its schema. */
public final class SchemaCodes {
    public static final Code UNKNOWN_PROPERTY = new Code("SCHEMA", 1);
    public static final Code WRONG_TYPE = new Code("SCHEMA", 2);
    public static final Code WRONG_VALUE = new Code("SCHEMA", 3);
    public static final Code MISSING = new Code("SCHEMA", 4);
    public static final Code COMBINATION = new Code("SCHEMA", 5);
    public static final Code WRONG_NAME = new Code("SCHEMA", 6);
    public static final Code MORE_PROBLEMS = new Code("SCHEMA", 7);

    private SchemaCodes() {}
}
