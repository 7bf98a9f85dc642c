package io.castellan.model;

import java.util.List;
import java.util.Objects;

/**
 * What an environment allows to be removed in one plan.
 *
 * @param maxDeletes of each kind
 * @param maxDeleteShare of the live resources of a kind, 0.0 to 1.0
 * @param internalTopics patterns ({@code *} matches any text) of topics that can never be deleted, besides Kafka's own
 * @param unmanagedResources never {@link UnmanagedPolicy#REMOVE}: an unlisted resource is never deleted
 */
public record Protection(
        int maxDeletes,
        double maxDeleteShare,
        List<String> internalTopics,
        UnmanagedPolicy unmanagedResources,
        UnmanagedPolicy unmanagedFields) {
    /** Five of each kind, a tenth of the live ones, report what is unmanaged. */
    public static final Protection DEFAULT =
            new Protection(5, 0.10, List.of(), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT);

    public Protection {
        internalTopics = List.copyOf(internalTopics);
        Objects.requireNonNull(unmanagedResources, "unmanagedResources");
        Objects.requireNonNull(unmanagedFields, "unmanagedFields");
        if (maxDeletes < 0 || !(maxDeleteShare >= 0 && maxDeleteShare <= 1)) {
            throw new IllegalArgumentException(maxDeletes + ", " + maxDeleteShare);
        }
        if (unmanagedResources == UnmanagedPolicy.REMOVE) {
            throw new IllegalArgumentException("unlisted resources are never removed");
        }
    }
}
