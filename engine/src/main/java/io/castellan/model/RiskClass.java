package io.castellan.model;

/** How bad it can get, mildest first. */
public enum RiskClass {
    SAFE,
    DISRUPTIVE,
    DESTRUCTIVE,
    IRREVERSIBLE;

    /** As written in formats: lower case. */
    public String word() {
        return switch (this) {
            case SAFE -> "safe";
            case DISRUPTIVE -> "disruptive";
            case DESTRUCTIVE -> "destructive";
            case IRREVERSIBLE -> "irreversible";
        };
    }
}
