package io.castellan.promote;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Names one declaration as the files of every environment name it: the unit of promotion.
 *
 * @param section the key of its section
 * @param path the names below it: {@code [payments.orders.v1]} in {@code topics}, {@code [User:billing, consume]} in
 *     {@code grants}. An item of a list has for a name the fields that tell it from others, as JSON, or, where all of it does,
 *     its unit digest: so a rule of {@code acls} that changes is one that goes and one that comes
 */
public record UnitId(String section, List<String> path) implements Comparable<UnitId> {
    private static final Comparator<List<String>> PATHS = (one, other) -> {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    };
    private static final Comparator<UnitId> ORDER =
            Comparator.comparing(UnitId::section).thenComparing(UnitId::path, PATHS);

    public UnitId {
        Objects.requireNonNull(section, "section");
        path = List.copyOf(path);
    }

    public static UnitId of(String section, String... path) {
        return new UnitId(section, List.of(path));
    }

    @Override
    public int compareTo(UnitId other) {
        return ORDER.compare(this, other);
    }

    /** For people: {@code topics.payments.orders.v1}. */
    @Override
    public String toString() {
        return path.isEmpty() ? section : section + "." + String.join(".", path);
    }
}
