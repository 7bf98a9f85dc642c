package io.castellan.resource;

import io.castellan.model.Value;
import java.time.Clock;

/** What an executor is given to do its work. */
public interface Run {
    Cluster cluster();

    Clock clock();

    /**
     * Proves that this process is still the one writer and tells until when requests may be sent. Long steps ask before each
     * action that changes anything.
     *
     * @throws LostHoldException if it is the one writer no longer; nothing more may be sent
     */
    Budget prove();

    /** The secret behind a reference; never to be kept, logged or put in a message. */
    char[] secret(Value.SecretRef reference);

    /** One line of progress for people. */
    void progress(String line);
}
