package io.castellan.resource.feature;

import io.castellan.resource.KindKey;
import io.castellan.resource.Room;
import java.util.List;

/** Features. */
public final class FeatureRoom {
    static final KindKey<FeatureSpec, FeatureState> KEY =
            new KindKey<>("feature", "features", FeatureSpec.class, FeatureState.class);

    private FeatureRoom() {}

    /** The section {@code features}, the kind {@code feature}, and the step {@code feature.update}. */
    public static Room room() {
        var executor = new FeatureExecutor();
        return new Room(
                List.of(new FeatureSection()),
                List.of(new FeatureKind()),
                List.of(executor),
                List.of(executor),
                List.of(new FeatureCaptor()));
    }
}
