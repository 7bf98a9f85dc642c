package io.castellan.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names one resource of a cluster.
 *
 * @param kind the kind's name, for example {@code topic}
 * @param name unique within the kind; never empty
 */
public record ResourceId(String kind, String name) implements Comparable<ResourceId> {
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

    /** By kind, then name. Written out, since plans of many resources spend most of their time here. */
    @Override
    public int compareTo(ResourceId other) {
        if (this == other) {
            return 0;
        }
        int byKind = kind.equals(other.kind) ? 0 : kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    /** Written out for the same reason, as is the next. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof ResourceId that && name.equals(that.name) && kind.equals(that.kind);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + name.hashCode();
    }

    /** {@code topic/payments.orders.v1}. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
