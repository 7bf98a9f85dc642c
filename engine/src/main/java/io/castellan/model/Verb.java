package io.castellan.model;

/** What a change does to its resource. */
public enum Verb {
    CREATE,
    UPDATE,
    DELETE,
    /** Nothing: the resource or its fields are only shown. */
    NONE;

    /** As written in formats: lower case. */
    public String word() {
        return switch (this) {
            case CREATE -> "create";
            case UPDATE -> "update";
            case DELETE -> "delete";
            case NONE -> "none";
        };
    }
}
