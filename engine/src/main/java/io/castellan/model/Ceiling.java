package io.castellan.model;

import java.util.Objects;

/**
 * The most that a destructive figure may be when the change is applied; part of the change's digest.
 *
 * @param name the name of the fact that it bounds
 * @param atMost inclusive, in the fact's unit; not negative
 */
public record Ceiling(String name, long atMost) implements Comparable<Ceiling> {
    public Ceiling {
        Objects.requireNonNull(name, "name");
        if (atMost < 0) {
            throw new IllegalArgumentException(name + ": " + atMost);
        }
    }

    /**
     * A ceiling with room for growth between plan and apply: a quarter more than now, rounded up to two significant digits.
     * Nothing now means that nothing may be there later.
     */
    public static Ceiling above(String name, long now) {
        if (now <= 0) {
            return new Ceiling(name, 0);
        }
        long generous = now > Long.MAX_VALUE / 2 ? now : now + now / 4 + 1;
        long step = 1;
        while (generous / step >= 100) {
            step *= 10;
        }
        return new Ceiling(name, Math.max(generous, (generous + step - 1) / step * step));
    }

    @Override
    public int compareTo(Ceiling other) {
        return name.compareTo(other.name);
    }
}
