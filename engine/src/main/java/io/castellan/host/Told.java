package io.castellan.host;

import io.castellan.json.JsonAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** What all hosts write alike, and must have written. */
final class Told {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private final Troubles troubles;

    Told(HostSettings settings) {
        this.troubles = new Troubles(settings);
    }

    String text(JsonAnswer answer, String name) {
        return answer.text(name).orElseThrow(() -> troubles.notUnderstood(name, "lacks a field"));
    }

    long whole(JsonAnswer answer, String name) {
        return answer.whole(name).orElseThrow(() -> troubles.notUnderstood(name, "lacks a field"));
    }

    Instant time(JsonAnswer answer, String name) {
        return maybeTime(answer, name).orElseThrow(() -> troubles.notUnderstood(name, "lacks a time"));
    }

    Optional<Instant> maybeTime(JsonAnswer answer, String name) {
        try {
            return answer.text(name).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw troubles.notUnderstood(name, "has a time of another form");
        }
    }

    /** The full id of a commit. */
    String commit(JsonAnswer answer, String name) {
        return maybeCommit(answer, name).orElseThrow(() -> troubles.notUnderstood(name, "lacks a commit"));
    }

    Optional<String> maybeCommit(JsonAnswer answer, String name) {
        return answer.text(name).filter(text -> COMMIT.matcher(text).matches());
    }

    /** How many of something a rule asks for, as far as that is a number that makes sense; 0 where it does not say. */
    static int count(JsonAnswer answer, String name) {
        return (int) Math.max(0, Math.min(1000, answer.whole(name).orElse(0)));
    }

    /** As one part of a path, or a value of a query. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
