package io.castellan.kafka.lock;

/** This process may be the one writer no longer, and never becomes it again. What it sent last must be read back. */
public final class LockLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockLostException(String message) {
        super(message);
    }

    LockLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
