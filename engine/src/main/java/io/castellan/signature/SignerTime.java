package io.castellan.signature;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time in a file of allowed signers: {@code YYYYMMDD}, {@code YYYYMMDDHHMM} or {@code YYYYMMDDHHMMSS}, with {@code Z} or
 * {@code UTC} behind it.
 *
 * @param hasZone whether the zone was written; without it the time is taken as UTC, so that it is the same on every machine
 */
record SignerTime(Instant instant, boolean hasZone) {
    private static final Pattern FORM = Pattern.compile(
            "([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?(Z|UTC)?", Pattern.CASE_INSENSITIVE);

    SignerTime {
        requireNonNull(instant, "instant");
    }

    static Optional<SignerTime> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var time = LocalDateTime.of(
                    number(parts, 1),
                    number(parts, 2),
                    number(parts, 3),
                    number(parts, 4),
                    number(parts, 5),
                    number(parts, 6));
            return Optional.of(new SignerTime(time.toInstant(ZoneOffset.UTC), parts.group(7) != null));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        var digits = parts.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
