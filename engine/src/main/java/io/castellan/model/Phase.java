package io.castellan.model;

/**
 * The default order of work. Phases only break ties between steps that name no dependency on each other: give access before
 * what needs it, take it after; destroy last.
 */
public enum Phase {
    ACCESS_GIVEN,
    CREATION,
    CONFIGURATION,
    ACCESS_TAKEN,
    PLACEMENT,
    BROKERS,
    FINALISING,
    DESTRUCTIVE;

    /** As written in formats: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
