package io.castellan.resource.topic;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The values that topics of one cluster inherit, gathered from topics that do not override them. Where two topics disagree, as
 * with brokers that are configured differently, the value is unknown.
 */
final class InheritedSettings {
    private static final Map<String, Long> UNITS = Map.of(".hours", 3_600_000L, ".minutes", 60_000L);

    private final Repeated repeated;
    private final Map<String, String> raw = new HashMap<>();
    private final Map<String, String> canonical = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    InheritedSettings(Repeated repeated) {
        this.repeated = repeated;
    }

    /** A topic inherits this value. */
    void seen(String key, String value) {
        if (value.equals(raw.putIfAbsent(key, value))) {
            return;
        }
        var meaning = repeated.canonical(key, value);
        var before = canonical.putIfAbsent(key, meaning);
        if (before != null && !before.equals(meaning)) {
            ambiguous.add(key);
        }
    }

    /** A broker would let topics inherit this value of its own key. */
    void seenOnBroker(String key, String brokerKey, String value) {
        seen(
                key,
                UNITS.entrySet().stream()
                        .filter(unit -> brokerKey.endsWith(unit.getKey()) && !key.endsWith(unit.getKey()))
                        .findFirst()
                        .map(unit -> converted(value, unit.getValue()))
                        .orElse(value));
    }

    /** Minus one is no limit in every unit. */
    private static String converted(String value, long unit) {
        try {
            long number = Long.parseLong(value.trim());
            return String.valueOf(number < 0 ? number : Math.multiplyExact(number, unit));
        } catch (ArithmeticException | NumberFormatException e) {
            return value;
        }
    }

    boolean knows(String key) {
        return canonical.containsKey(key);
    }

    Map<String, String> values() {
        var values = new HashMap<>(canonical);
        values.keySet().removeAll(ambiguous);
        return Map.copyOf(values);
    }
}
