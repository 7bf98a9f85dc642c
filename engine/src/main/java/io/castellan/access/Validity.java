package io.castellan.access;

import io.castellan.model.Approval;
import io.castellan.model.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For how long what somebody said counts. Pure. */
final class Validity {
    /** How far the clock of whoever approves may be ahead of ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private Validity() {}

    /** Why it does not count now, as a clause; empty where it does. */
    static Optional<String> over(Approval approval, Instant now) {
        if (isFromTheFuture(approval, now)) {
            return Optional.of("it is from the future");
        }
        if (!approval.expires().isAfter(now)) {
            return Optional.of("it expired at " + approval.expires());
        }
        return approval.at().plus(Judge.LONGEST).isAfter(now)
                ? Optional.empty()
                : Optional.of("it is older than " + Judge.LONGEST.toDays() + " days");
    }

    /**
     * Whether it counts for a change now. For the end of an override that was approved before it came, it counts as long after the
     * end as it counts otherwise after it was given.
     */
    static boolean holds(Approval approval, Change change, Instant now) {
        return over(approval, now).isEmpty()
                || change.difference()
                        .overrideEnd()
                        .filter(end -> !isFromTheFuture(approval, now)
                                && end.plus(span(approval)).isAfter(now))
                        .isPresent();
    }

    private static boolean isFromTheFuture(Approval approval, Instant now) {
        return approval.at().isAfter(now.plus(CLOCKS_APART));
    }

    private static Duration span(Approval approval) {
        var said = Duration.between(approval.at(), approval.expires());
        return said.compareTo(Judge.LONGEST) > 0 ? Judge.LONGEST : said;
    }
}
