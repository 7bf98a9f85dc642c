package io.castellan.signature;

/** Work that may end in a refusal. */
interface Check<T> {
    T run() throws NotAccepted;
}
