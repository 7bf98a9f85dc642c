package io.castellan.resource.feature;

import io.castellan.resource.view.FeatureView;
import java.util.Objects;
import java.util.Optional;

/** @param supported what every broker that answered knows; empty where one of them does not know the feature */
record FeatureState(String name, int level, Optional<Range> supported) implements FeatureView {
    FeatureState {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(supported, "supported");
    }

    /** Levels that can be finalised, both ends included; 0, which is none, always can. */
    record Range(int least, int most) {
        boolean has(int level) {
            return level == 0 || level >= least && level <= most;
        }

        /** What both know; empty where there is nothing. */
        static Optional<Range> both(Range one, Range other) {
            var both = new Range(Math.max(one.least, other.least), Math.min(one.most, other.most));
            return both.least <= both.most ? Optional.of(both) : Optional.empty();
        }
    }
}
