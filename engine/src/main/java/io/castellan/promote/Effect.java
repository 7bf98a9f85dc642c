package io.castellan.promote;

import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import io.castellan.resource.Declarations;
import io.castellan.resource.KnowsPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What becomes of one resource in the target once the files are changed.
 *
 * @param asInSource whether it is then in effect what the source declares; otherwise environment.yaml of one of the two differs
 */
public record Effect(ResourceId id, Kind kind, boolean asInSource) {
    public Effect {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
    }

    /** How it differs from before. */
    public enum Kind {
        NEW,
        CHANGED,
        /** Written otherwise, with the same meaning. */
        SAME,
        GONE
    }

    /** Every resource whose declaration differs, in order. */
    public static List<Effect> between(Declarations before, Declarations after, Declarations source) {
        var ids = new TreeSet<>(before.all().keySet());
        ids.addAll(after.all().keySet());
        var effects = new ArrayList<Effect>();
        for (var id : ids) {
            var was = Optional.<Declared<?>>ofNullable(before.all().get(id));
            var is = Optional.<Declared<?>>ofNullable(after.all().get(id));
            if (!was.map(Declared::unit).equals(is.map(Declared::unit))) {
                var there = Optional.<Declared<?>>ofNullable(source.all().get(id));
                effects.add(new Effect(id, kind(was, is), there.isEmpty() ? is.isEmpty() : same(there, is)));
            }
        }
        return effects;
    }

    private static Kind kind(Optional<Declared<?>> was, Optional<Declared<?>> is) {
        if (was.isEmpty() || is.isEmpty()) {
            return was.isEmpty() ? Kind.NEW : Kind.GONE;
        }
        return same(was, is) ? Kind.SAME : Kind.CHANGED;
    }

    private static boolean same(Optional<Declared<?>> one, Optional<Declared<?>> other) {
        return one.flatMap(some -> other.filter(another -> KnowsPlaces.sameMeaning(some, another)))
                .isPresent();
    }
}
