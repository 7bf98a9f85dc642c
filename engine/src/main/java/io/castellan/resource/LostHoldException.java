package io.castellan.resource;

/** Another process may have become the one writer: whatever was sent last is unknown, nothing more may be sent. */
public final class LostHoldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LostHoldException(String message) {
        super(message);
    }

    public LostHoldException(String message, Throwable cause) {
        super(message, cause);
    }
}
