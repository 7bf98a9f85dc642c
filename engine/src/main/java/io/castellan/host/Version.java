package io.castellan.host;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a pull request proposed from some time on. Hosts that do not keep which commit a reviewer saw keep this: it is the one that was the
 * newest at the time of the review.
 *
 * @param head the full id of its newest commit
 */
record Version(Instant at, String head) {
    /** The newest commit at that time; empty where there was none yet. */
    static Optional<String> headAt(Instant time, List<Version> versions) {
        return versions.stream()
                .filter(version -> !version.at().isAfter(time))
                .max(Comparator.comparing(Version::at))
                .map(Version::head);
    }
}
