package io.castellan.resource.catalogue;

/** What the order of a value's comma-separated items means. */
public enum ListMeaning {
    /** Not a list. */
    NONE,
    /** Order and repetition mean nothing. */
    SET,
    /** The first item wins or is preferred. */
    ORDERED
}
