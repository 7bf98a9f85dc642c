package io.castellan.resource.topic;

import java.util.List;

/** The settings that topics know by name. */
final class Settings {
    static final String CLEANUP_POLICY = "cleanup.policy";
    static final String MIN_ISR = "min.insync.replicas";
    static final String REMOTE_STORAGE = "remote.storage.enable";
    static final String RETENTION_BYTES = "retention.bytes";
    static final String RETENTION_MS = "retention.ms";

    private Settings() {}

    /** The items of a canonical list. */
    static List<String> items(String canonical) {
        return canonical.isEmpty() ? List.of() : List.of(canonical.split(","));
    }
}
