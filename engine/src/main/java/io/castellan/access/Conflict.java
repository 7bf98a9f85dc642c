package io.castellan.access;

import java.util.Objects;

/**
 * Two parts that may have been played by one person.
 *
 * @param one who played the part that the rule names first
 * @param other who played the second
 */
public record Conflict(Separation rule, Actor one, Actor other) {
    public Conflict {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
    }

    /** One clause for people. */
    public String why() {
        var parts = rule.word().split("-");
        if (one.asPerson().isPresent() && other.asPerson().isPresent()) {
            return parts[0] + " and " + parts[1] + " are both '" + one.name() + "' (" + one.identity() + ", "
                    + other.identity() + ")";
        }
        var stranger = one.asPerson().isEmpty() ? one : other;
        return parts[0] + " '" + one.name() + "' and " + parts[1] + " '" + other.name()
                + "' may be the same: nobody in the policy is '" + stranger.identity() + "'";
    }
}
