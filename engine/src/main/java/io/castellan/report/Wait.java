package io.castellan.report;

import io.castellan.model.ResourceId;
import io.castellan.model.WholeSecond;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What waits for a time.
 *
 * @param ids the resources that wait; empty where it is the whole environment
 * @param until when it is over
 * @param why a clause
 */
public record Wait(Kind kind, List<ResourceId> ids, Instant until, String why) {
    private static final int NAMED = 3;

    public Wait {
        Objects.requireNonNull(kind, "kind");
        ids = List.copyOf(ids);
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(why, "why");
    }

    /** What is waited for. */
    public enum Kind {
        /** Nothing may be applied. */
        FREEZE,
        /** A declaration is not applied long enough where state comes from. */
        SOAK,
        /** An override is in force, and ends. */
        OVERRIDE;

        /** As written in formats. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code topic/orders: soaks in dev #4 until 2026-11-21T10:00:00Z}; every name {@link Visible}. */
    String said() {
        var named =
                ids.stream().limit(NAMED).map(id -> Visible.of(id.toString())).collect(Collectors.joining(", "));
        var more = ids.size() > NAMED ? " and " + Units.count((long) ids.size() - NAMED) + " more" : "";
        return (ids.isEmpty() ? "" : named + more + ": ") + Visible.of(why) + " until " + WholeSecond.notBefore(until);
    }
}
