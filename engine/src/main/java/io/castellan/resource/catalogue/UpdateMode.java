package io.castellan.resource.catalogue;

/** Where and when a setting can be changed. */
public enum UpdateMode {
    /** On the resource it belongs to: topic, group, subscription, quota. */
    OWN,
    /** On a running broker or for the whole cluster. */
    CLUSTER_WIDE,
    /** On a running broker only. */
    PER_BROKER,
    /** In the broker's file only: it needs a restart. */
    READ_ONLY
}
