package io.castellan.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * Names one resource of a cluster.
 *
 * @param kind the kind's name, for example {@code topic}
 * @param name unique within the kind; never empty
 */
public record ResourceId(String kind, String name) implements Comparable<ResourceId> {
    private static final Comparator<ResourceId> ORDER =
            Comparator.comparing(ResourceId::kind).thenComparing(ResourceId::name);

    public ResourceId {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        if (kind.isEmpty() || name.isEmpty() || kind.indexOf('/') >= 0) {
            throw new IllegalArgumentException("resource id: '" + kind + "/" + name + "'");
        }
    }

    /** The inverse of {@link #toString()}. */
    public static ResourceId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("not KIND/NAME: " + text);
        }
        return new ResourceId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ResourceId other) {
        return ORDER.compare(this, other);
    }

    /** {@code topic/payments.orders.v1}. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
