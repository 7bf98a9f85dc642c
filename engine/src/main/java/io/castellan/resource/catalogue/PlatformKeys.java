package io.castellan.resource.catalogue;

import java.util.Optional;

/**
 * Keys that somebody else sets on purpose: replication throttles belong to whoever moves replicas, the rest to the service
 * that runs the cluster. They are never compared.
 */
final class PlatformKeys {
    private static final Table KEYS = Table.shipped("platform.tsv");

    private PlatformKeys() {}

    static boolean contains(String key) {
        return row(key).isPresent();
    }

    static Optional<Refusal> refusal(String key) {
        return row(key).map(row -> row.cell("owner").equals("throttle")
                ? new Refusal(
                        CatalogueCodes.THROTTLE_KEY,
                        "'" + key
                                + "' is a replication throttle; it is set and removed while replicas move, and is not state",
                        "remove it from the declaration")
                : new Refusal(
                        CatalogueCodes.MANAGED_KEY,
                        "'" + key + "' belongs to " + row.cell("owner") + ", which sets it itself",
                        "remove it from the declaration"));
    }

    private static Optional<Table.Row> row(String key) {
        return KEYS.rows().stream().filter(row -> matches(row.cell("key"), key)).findFirst();
    }

    private static boolean matches(String pattern, String key) {
        return pattern.endsWith("*") ? key.startsWith(pattern.substring(0, pattern.length() - 1)) : pattern.equals(key);
    }
}
