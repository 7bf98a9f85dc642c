package io.castellan.host;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** When a host wants to be asked again. */
final class Patience {
    private static final int LONGEST_DIGITS = 9;

    private Patience() {}

    /**
     * How long to wait before the same is sent again; empty where the answer is final.
     *
     * @param attempt the first is 1
     */
    static Optional<Duration> asked(HttpResponse<?> response, Clock clock, int attempt, String method) {
        var told = response.headers().firstValue("Retry-After").flatMap(text -> duration(text, clock));
        boolean spent = response.headers()
                .firstValue("X-RateLimit-Remaining")
                .filter("0"::equals)
                .isPresent();
        int status = response.statusCode();
        boolean refusedUntaken = status == 429 || status == 403 && (spent || told.isPresent());
        boolean broken = status == 500 || status == 502 || status == 503 || status == 504;
        if (!refusedUntaken && !(broken && method.equals("GET"))) {
            return Optional.empty();
        }
        return told.or(() -> spent
                        ? response.headers().firstValue("X-RateLimit-Reset").flatMap(text -> until(text, clock))
                        : Optional.empty())
                .or(() -> Optional.of(Duration.ofSeconds(1L << Math.min(attempt - 1, 5))));
    }

    /** Seconds, or a date. */
    private static Optional<Duration> duration(String text, Clock clock) {
        if (isNumber(text)) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
        }
        try {
            return Optional.of(notNegative(Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> until(String text, Clock clock) {
        return text.strip().matches("[0-9]{1,11}")
                ? Optional.of(notNegative(
                        Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(text.strip())))))
                : Optional.empty();
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("[0-9]{1," + LONGEST_DIGITS + "}");
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
