package io.castellan.model;

import java.util.Objects;

/**
 * What a plan is for.
 *
 * @param clusterId as the cluster itself says
 */
public record Target(String environment, String clusterId) {
    public Target {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(clusterId, "clusterId");
    }
}
