package io.castellan.resource;

import java.time.Duration;

/** How long a request may take that is sent now. */
public interface Budget {
    /** What is left now; zero or less means that nothing may be sent before the next proof. */
    Duration left();

    /** A budget that does not shrink, for reads and for clusters without a lock. */
    static Budget of(Duration duration) {
        return () -> duration;
    }
}
