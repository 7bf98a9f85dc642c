package io.castellan.resource.catalogue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a number counts, and so which units people may write it in. */
public enum Measure {
    NONE("", 1, Map.of()),
    BYTES("bytes", 1, sizes()),
    MILLISECONDS("milliseconds", 1, durations()),
    SECONDS("seconds", 1_000, durations()),
    MINUTES("minutes", 60_000, durations()),
    HOURS("hours", 3_600_000, durations());

    private final String noun;
    private final long base;
    private final Map<String, Long> units;

    Measure(String noun, long base, Map<String, Long> units) {
        this.noun = noun;
        this.base = base;
        this.units = units;
    }

    /** For people: {@code milliseconds}; empty where the number counts nothing in particular. */
    public String noun() {
        return noun;
    }

    /** The units that people may write, smallest first; empty where a number has none. */
    Map<String, Long> units() {
        return units;
    }

    /** Turns an amount of one of the {@link #units()} into this measure. */
    BigDecimal convert(BigDecimal amount, String unit) {
        long size = units.getOrDefault(unit, base);
        // Both are products of 2, 3 and 5; ten decimals are enough to see that a result is not whole.
        return amount.multiply(BigDecimal.valueOf(size))
                .divide(BigDecimal.valueOf(base), 10, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    /** How many of another measure an amount of this one is; of the same things, time or bytes. */
    BigDecimal in(Measure other, BigDecimal amount) {
        return amount.multiply(BigDecimal.valueOf(base))
                .divide(BigDecimal.valueOf(other.base), 10, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    private static Map<String, Long> sizes() {
        var units = new LinkedHashMap<String, Long>();
        units.put("B", 1L);
        units.put("KiB", 1L << 10);
        units.put("MiB", 1L << 20);
        units.put("GiB", 1L << 30);
        units.put("TiB", 1L << 40);
        return Collections.unmodifiableMap(units);
    }

    private static Map<String, Long> durations() {
        var units = new LinkedHashMap<String, Long>();
        units.put("ms", 1L);
        units.put("s", 1_000L);
        units.put("m", 60_000L);
        units.put("h", 3_600_000L);
        units.put("d", 86_400_000L);
        return Collections.unmodifiableMap(units);
    }
}
