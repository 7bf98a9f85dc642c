package io.castellan.git;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A commit that is to be made on top of another one, without a work tree.
 *
 * @param parent full id
 * @param files new content by path in the repository; empty for a file that goes. A file that stays keeps its mode
 * @param message whole, with its trailers
 * @param person author and committer
 */
public record NewCommit(String parent, Map<String, Optional<byte[]>> files, String message, Person person, Instant at) {
    public NewCommit {
        Objects.requireNonNull(parent, "parent");
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(at, "at");
    }
}
