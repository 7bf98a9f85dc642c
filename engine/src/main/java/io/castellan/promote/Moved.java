package io.castellan.promote;

import io.castellan.diagnostics.Place;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the target's files become.
 *
 * @param files the new content of every file that changes, by its path as in the target's files; none is ever removed. The bytes
 *     must not be changed
 * @param units what was moved, in order; nothing for what was the same in both already
 */
public record Moved(Map<String, byte[]> files, List<Unit> units) {
    public Moved {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        units = List.copyOf(units);
    }

    /**
     * One declaration that was moved.
     *
     * @param source where the source declares it; empty where it was removed
     * @param target where the target declared what it replaced; empty where it is new. A rule that changed has here the place of
     *     the one that went
     */
    public record Unit(UnitId id, Optional<Place> source, Optional<Place> target) {
        public Unit {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }
}
