package io.castellan.resource.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One key of Kafka and what its values mean.
 *
 * @param key as Kafka writes it
 * @param measure what a number counts, and so which units are understood
 * @param defaultValue Kafka's own default in canonical form; empty where there is none
 * @param highest values that stand above every number, for example {@code -1} for a limit that is off
 * @param unlimited the one of {@code highest} that the word {@code unlimited} stands for
 * @param stepwise a running broker takes at most the double and at least the half of the present number
 * @param inherits broker keys that give the value where the resource has none, first come first served
 * @param internal Kafka hides this key; it is known and cannot be declared
 * @param example a value that a broker accepts; empty for keys of the broker's file
 * @param description own short words; empty for keys of the broker's file
 */
public record Setting(
        String key,
        SettingType type,
        Measure measure,
        Optional<String> defaultValue,
        Valid valid,
        List<String> highest,
        Optional<String> unlimited,
        ListMeaning list,
        UpdateMode mode,
        boolean stepwise,
        List<String> inherits,
        boolean internal,
        String example,
        String description) {
    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(measure, "measure");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(valid, "valid");
        highest = List.copyOf(highest);
        Objects.requireNonNull(unlimited, "unlimited");
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(mode, "mode");
        inherits = List.copyOf(inherits);
        Objects.requireNonNull(example, "example");
        Objects.requireNonNull(description, "description");
    }

    /** Whether Kafka never gives the value back, so that it must not be shown either. */
    public boolean writeOnly() {
        return type == SettingType.PASSWORD;
    }

    /** Whether the value is a comma-separated list, whatever Kafka calls its type. */
    public boolean isList() {
        return list != ListMeaning.NONE;
    }

    /**
     * The form in which a declared value is compared, shown and sent to Kafka. Takes {@code 7d} for a time and {@code 50GiB}
     * for a size, and {@code unlimited} where there is such a value.
     */
    public Reading canonical(String raw) {
        return new ValueReader(this).declared(raw);
    }

    /**
     * The canonical form of a value that a broker reported. What does not fit the type is kept as it is, so that it differs
     * from everything that does.
     */
    public String observed(String raw) {
        return new ValueReader(this).form(raw).fold(value -> value, refusal -> raw.trim());
    }

    /** Whether two values mean the same to Kafka. */
    public boolean same(String one, String other) {
        return observed(one).equals(observed(other));
    }

    /** The items of a canonical value; a value that is no list is its only item. */
    public List<String> items(String canonical) {
        if (!isList()) {
            return List.of(canonical);
        }
        return canonical.isEmpty() ? List.of() : List.of(canonical.split(","));
    }

    /** The valid values for people: {@code from 1 to 9 or -1}; empty where everything of the type is valid. */
    public String validValues() {
        return valid.describe();
    }

    /** The valid words where the key has a closed choice of them, else nothing; for completion in editors. */
    public List<String> choices() {
        if (type == SettingType.BOOLEAN) {
            return List.of("true", "false");
        }
        return valid.isClosed() ? valid.words() : List.of();
    }

    /**
     * What a value of another setting is here, for a value that is inherited from one with another unit: {@code 168} of
     * {@code log.retention.hours} is {@code 604800000} of {@code retention.ms}. Values above every number stay what they are.
     */
    public String inherited(Setting source, String canonical) {
        boolean convertible = !source.highest().contains(canonical)
                && source.measure() != measure
                && !source.measure().units().isEmpty()
                && type.isWholeNumber();
        return convertible
                ? source.measure().in(measure, new BigDecimal(canonical)).toPlainString()
                : canonical;
    }

    /**
     * The values to set one after the other to get from one canonical value to another; the last is where to go, and the only
     * one unless the setting is {@link #stepwise}.
     */
    public List<String> way(String before, String after) {
        if (!stepwise) {
            return List.of(after);
        }
        var way = new ArrayList<String>();
        long goal = Long.parseLong(after);
        long here = Long.parseLong(before);
        while (here > 0 && (goal > here * 2 || goal < here / 2)) {
            here = goal > here ? here * 2 : here / 2;
            way.add(Long.toString(here));
        }
        way.add(after);
        return List.copyOf(way);
    }

    /** This setting under the name that it has for a single listener. */
    Setting named(String newKey) {
        return new Setting(
                newKey,
                type,
                measure,
                defaultValue,
                valid,
                highest,
                unlimited,
                list,
                mode,
                stepwise,
                List.of(key),
                internal,
                example,
                description);
    }
}
