package io.castellan.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads instants as {@link Instant#toString()} writes them; a ledger holds one for every change, and the platform takes its time. */
final class Instants {
    private static final String FORM = "0000-00-00T00:00:00";
    private static final int MOST_DIGITS = 9;

    private Instants() {}

    /** @throws java.time.DateTimeException for what {@link Instant#parse} does not read */
    static Instant parse(String text) {
        return isUsual(text) ? usual(text) : Instant.parse(text);
    }

    /** Four digits of the year, seconds and, after a dot, up to nine digits; in UTC. */
    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < FORM.length() || end > FORM.length() + 1 + MOST_DIGITS || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char form = FORM.charAt(i);
            if (form == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != form) {
                return false;
            }
        }
        for (int i = FORM.length() + 1; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        boolean whole = end == FORM.length();
        boolean fraction = end > FORM.length() + 1 && text.charAt(FORM.length()) == '.';
        // the platform knows what a leap second or an hour 24 is
        return (whole || fraction) && number(text, 11, 13) < 24 && number(text, 17, 19) < 60;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Instant usual(String text) {
        int nanos = 0;
        for (int i = 0; i < MOST_DIGITS; i++) {
            int at = FORM.length() + 1 + i;
            nanos = nanos * 10 + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
