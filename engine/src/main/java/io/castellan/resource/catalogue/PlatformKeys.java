package io.castellan.resource.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * Keys that somebody else sets on purpose: replication throttles belong to whoever moves replicas, the rest to the service
 * that runs the cluster. They are never compared.
 */
final class PlatformKeys {
    private static final List<Owned> KEYS = Table.shipped("platform.tsv").rows().stream()
            .map(row -> Owned.of(row.cell("key"), row.cell("owner")))
            .toList();

    /** @param key the beginning of keys where {@code prefixed} */
    private record Owned(String key, boolean prefixed, String owner) {
        static Owned of(String pattern, String owner) {
            return pattern.endsWith("*")
                    ? new Owned(pattern.substring(0, pattern.length() - 1), true, owner)
                    : new Owned(pattern, false, owner);
        }

        boolean matches(String other) {
            return prefixed ? other.startsWith(key) : other.equals(key);
        }
    }

    private PlatformKeys() {}

    static boolean contains(String key) {
        return find(key).isPresent();
    }

    static Optional<Refusal> refusal(String key) {
        return find(key)
                .map(owned -> owned.owner().equals("throttle")
                        ? new Refusal(
                                CatalogueCodes.THROTTLE_KEY,
                                "'" + key
                                        + "' is a replication throttle; it is set and removed while replicas move, and is not state",
                                "remove it from the declaration")
                        : new Refusal(
                                CatalogueCodes.MANAGED_KEY,
                                "'" + key + "' belongs to " + owned.owner() + ", which sets it itself",
                                "remove it from the declaration"));
    }

    private static Optional<Owned> find(String key) {
        for (var owned : KEYS) {
            if (owned.matches(key)) {
                return Optional.of(owned);
            }
        }
        return Optional.empty();
    }
}
