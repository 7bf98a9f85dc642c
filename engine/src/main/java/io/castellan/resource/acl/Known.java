package io.castellan.resource.acl;

/** What is true, false, or cannot be told. */
enum Known {
    YES,
    NO,
    UNKNOWN;

    static Known of(boolean value) {
        return value ? YES : NO;
    }
}
