package io.castellan.yaml;

import io.castellan.diagnostics.Code;

/** What can be wrong with a file before its meaning is looked at. */
public final class YamlCodes {
    public static final Code TOO_LARGE = new Code("YAML", 1);
    public static final Code NOT_UTF8 = new Code("YAML", 2);
    public static final Code CONTROL_CHARACTER = new Code("YAML", 3);
    public static final Code SYNTAX = new Code("YAML", 4);
    public static final Code TAB = new Code("YAML", 5);
    public static final Code SECOND_DOCUMENT = new Code("YAML", 6);
    public static final Code NOT_A_MAPPING = new Code("YAML", 7);
    public static final Code DUPLICATE = new Code("YAML", 8);
    public static final Code MERGE_KEY = new Code("YAML", 9);
    public static final Code TAG = new Code("YAML", 10);
    public static final Code NUMBER_FORM = new Code("YAML", 11);
    public static final Code UNKNOWN_ALIAS = new Code("YAML", 12);
    public static final Code RECURSIVE_ALIAS = new Code("YAML", 13);
    public static final Code TOO_MUCH = new Code("YAML", 14);
    public static final Code TOO_DEEP = new Code("YAML", 15);
    public static final Code NAME = new Code("YAML", 16);
    public static final Code DIRECTIVE = new Code("YAML", 17);
    public static final Code MORE_PROBLEMS = new Code("YAML", 18);

    private YamlCodes() {}
}
