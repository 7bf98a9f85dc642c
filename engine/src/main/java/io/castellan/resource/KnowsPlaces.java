package io.castellan.resource;

import io.castellan.model.Declared;
import io.castellan.model.Value;

/**
 * What a declaration's spec implements that remembers where each of its values was declared, so that the core can tell whether two
 * mean the same. Every other spec is equal to what means the same.
 */
public interface KnowsPlaces {
    /** All that it says to do, without the places. */
    Value meaning();

    /** Whether two declarations of one resource mean the same, wherever they stand. */
    static boolean sameMeaning(Declared<?> one, Declared<?> other) {
        return one.spec() instanceof KnowsPlaces left && other.spec() instanceof KnowsPlaces right
                ? left.meaning().equals(right.meaning())
                : one.spec().equals(other.spec());
    }
}
