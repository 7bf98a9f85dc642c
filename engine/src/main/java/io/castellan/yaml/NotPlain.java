package io.castellan.yaml;

/** Ends the reading of a file by {@link PlainReader}: the parser will read it. */
final class NotPlain extends RuntimeException {
    static final NotPlain INSTANCE = new NotPlain();

    private static final long serialVersionUID = 1L;

    private NotPlain() {
        super("not plain", null, false, false);
    }
}
