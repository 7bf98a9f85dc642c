package io.castellan.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The state files of one environment, all as of one place: a commit or a folder on disk.
 *
 * @param files content by path, ordered; paths begin with the environment's folder and use {@code /} on every system, for example
 *     {@code environments/prod/payments.yaml}. The bytes must not be changed
 * @param origin the place
 */
public record SourceFiles(Map<String, byte[]> files, Origin origin) {
    /** The most files of an environment. */
    public static final int MAX_FILES = 10_000;
    /** The largest file, in bytes. */
    public static final int MAX_FILE_BYTES = 10 * 1024 * 1024;
    /** The most that all files of an environment may hold together, in bytes. */
    public static final long MAX_TOTAL_BYTES = 128L * 1024 * 1024;

    public SourceFiles {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        Objects.requireNonNull(origin, "origin");
    }
}
