package io.castellan.model;

/** How steps of one executor run. */
public enum Mode {
    /** Many at a time, in one request where the protocol allows. */
    BATCHED,
    /** Alone; it may take long. */
    EXCLUSIVE
}
