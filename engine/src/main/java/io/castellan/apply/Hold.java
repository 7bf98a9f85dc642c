package io.castellan.apply;

import io.castellan.resource.Budget;

/** Being the one writer of a cluster (R11). */
public interface Hold extends AutoCloseable {
    /**
     * Proves that this process still is it.
     *
     * @return how long a request sent now may take
     * @throws io.castellan.resource.LostHoldException if it may be no longer; it never is again
     */
    Budget prove();

    /** Says that {@link #prove} will be called shortly, so that it can begin while there is other work. */
    default void proveSoon() {}

    /** Lets go, so that the next one need not wait for a session to end. */
    @Override
    void close();
}
