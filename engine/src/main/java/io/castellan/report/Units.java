package io.castellan.report;

import io.castellan.model.Fact;
import java.util.Locale;
import java.util.Optional;

/** Numbers in the unit in which people think. Empty where the number is as readable as it is. */
final class Units {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** Beyond this a duration is a way to say never. */
    private static final long CENTURY = 36_525 * DAY;

    private static final long[] TIMES = {DAY, HOUR, MINUTE, SECOND, 1};
    private static final String[] TIME_NAMES = {"d", "h", "m", "s", "ms"};
    private static final String[] SIZE_NAMES = {"EiB", "PiB", "TiB", "GiB", "MiB", "KiB"};
    private static final int EXBI = 60;
    private static final int GROUP = 3;

    private Units() {}

    /**
     * What a field's number means, told from the end of its name as Kafka names its settings: {@code .ms} and {@code bytes}
     * and {@code _byte_rate}.
     */
    static Optional<String> ofField(String path, long number) {
        if (path.endsWith(".ms")) {
            return duration(number);
        }
        if (path.endsWith("bytes")) {
            return size(number);
        }
        return path.endsWith("_byte_rate") ? size(number).map(size -> size + "/s") : Optional.empty();
    }

    static Optional<String> ofFact(Fact.Unit unit, long number) {
        return switch (unit) {
            case BYTES -> size(number);
            case BYTES_PER_SECOND -> size(number).map(size -> size + "/s");
            case RECORDS, GROUPS, TOPICS, PARTITIONS, BROKERS, INSTANT, NONE -> Optional.empty();
        };
    }

    /** {@code 7d}, {@code 1h 30m}; at most two units, and {@code about} where that is not exact. */
    static Optional<String> duration(long milliseconds) {
        if (milliseconds < SECOND || milliseconds > CENTURY) {
            return Optional.empty();
        }
        for (int i = 0; i < TIMES.length; i++) {
            if (milliseconds >= TIMES[i]) {
                return Optional.of(duration(milliseconds, i));
            }
        }
        throw new IllegalStateException("a millisecond is the smallest unit");
    }

    private static String duration(long milliseconds, int largest) {
        var first = milliseconds / TIMES[largest] + TIME_NAMES[largest];
        long rest = milliseconds % TIMES[largest];
        for (int i = largest + 1; i < TIMES.length && rest > 0; i++) {
            if (rest >= TIMES[i]) {
                return (rest % TIMES[i] == 0 ? "" : "about ") + first + " " + rest / TIMES[i] + TIME_NAMES[i];
            }
        }
        return first;
    }

    /** {@code 50GiB}, {@code 1.5MiB}; one decimal at most, and {@code about} where that is not exact. */
    static Optional<String> size(long bytes) {
        for (int i = 0; i < SIZE_NAMES.length; i++) {
            int shift = EXBI - 10 * i;
            if (bytes >>> shift != 0 && bytes > 0) {
                return Optional.of(size(bytes, shift, SIZE_NAMES[i]));
            }
        }
        return Optional.empty();
    }

    private static String size(long bytes, int shift, String name) {
        long unit = 1L << shift;
        if (bytes % unit == 0) {
            return bytes / unit + name;
        }
        double inUnit = (double) bytes / unit;
        var rounded = String.format(Locale.ROOT, "%.1f", inUnit);
        boolean exact = Double.parseDouble(rounded) * unit == bytes && bytes < 1L << 52;
        return (exact ? "" : "about ")
                + (rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded)
                + name;
    }

    /** {@code 48,112,345}. */
    static String count(long number) {
        var digits = Long.toString(number);
        int first = number < 0 ? 1 : 0;
        if (digits.length() - first <= GROUP) {
            return digits; // most counts; the platform's formats take longer to begin than all else that is told
        }
        var grouped = new StringBuilder(digits);
        for (int at = digits.length() - GROUP; at > first; at -= GROUP) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    /** {@code 1 topic}, {@code 2 topics}. */
    static String plural(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }
}
