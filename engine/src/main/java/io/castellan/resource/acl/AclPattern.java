package io.castellan.resource.acl;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a rule is about.
 *
 * @param prefixed whether the name is the beginning of names; else it is one name, or {@value #ANY} for all
 */
record AclPattern(Guarded guarded, String name, boolean prefixed) {
    static final String ANY = "*";

    AclPattern {
        Objects.requireNonNull(guarded, "guarded");
        Objects.requireNonNull(name, "name");
    }

    static AclPattern literal(Guarded guarded, String name) {
        return new AclPattern(guarded, name, false);
    }

    static AclPattern prefixed(Guarded guarded, String name) {
        return new AclPattern(guarded, name, true);
    }

    /** Written out for the same reason as that of the rules. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof AclPattern that
                        && guarded == that.guarded
                        && prefixed == that.prefixed
                        && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * (2 * guarded.ordinal() + (prefixed ? 1 : 0)) + name.hashCode();
    }

    boolean isEverything() {
        return !prefixed && name.equals(ANY);
    }

    /** Whether every resource of the other pattern is one of this. */
    boolean covers(AclPattern other) {
        if (guarded != other.guarded) {
            return false;
        }
        if (isEverything() || equals(other)) {
            return true;
        }
        return prefixed && !other.isEverything() && other.name.startsWith(name);
    }

    /** For people, and part of a rule's name: {@code topic prefixed payments.}. */
    String text() {
        if (guarded == Guarded.CLUSTER && !prefixed && name.equals(Guarded.CLUSTER_NAME)) {
            return guarded.word();
        }
        return guarded.word() + (prefixed ? " " + AclText.PREFIXED : "") + " " + AclText.part(name);
    }
}
