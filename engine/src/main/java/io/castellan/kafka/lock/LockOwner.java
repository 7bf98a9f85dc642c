package io.castellan.kafka.lock;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who holds the lock, as written beside the committed offset.
 *
 * @param who a person or job, in whatever form the caller names it
 * @param member the group's name for the process, by which a living holder is told from the trace of a dead one
 */
record LockOwner(String who, long pid, Instant since, String member) {
    private static final Pattern WRITTEN =
            Pattern.compile("castellan-lock/1 who=(\\S+) pid=(\\d{1,18}) since=(\\S+) member=(\\S+)");
    /** Kafka refuses metadata of more than 4096 bytes by default. */
    private static final int LONGEST_NAME = 200;

    LockOwner {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(member, "member");
        if (who.isBlank()) {
            who = "unknown";
        }
        if (who.length() > LONGEST_NAME) {
            who = who.substring(0, LONGEST_NAME);
        }
    }

    String written() {
        return "castellan-lock/1 who=" + encode(who) + " pid=" + pid + " since=" + since + " member=" + encode(member);
    }

    /** Empty when somebody else wrote it. */
    static Optional<LockOwner> read(String metadata) {
        var found = WRITTEN.matcher(metadata);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LockOwner(
                    decode(found.group(1)),
                    Long.parseLong(found.group(2)),
                    Instant.parse(found.group(3)),
                    decode(found.group(4))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
