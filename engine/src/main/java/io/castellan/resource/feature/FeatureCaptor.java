package io.castellan.resource.feature;

import io.castellan.model.Node;
import io.castellan.model.Value;
import io.castellan.resource.Captor;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import java.util.Optional;
import java.util.TreeMap;

/** The levels of the features that are on and can be declared. One that is off needs no declaration to stay so. */
final class FeatureCaptor implements Captor {
    @Override
    public String section() {
        return "features";
    }

    @Override
    public Optional<Value> capture(World world, Optional<Node.Mapping> defaults) {
        var levels = new TreeMap<String, Value>();
        world.observed(FeatureRoom.KEY)
                .values()
                .forEach(observed -> observed.found()
                        .filter(feature -> feature.level() > 0 && isDeclarable(feature.name()))
                        .ifPresent(feature -> levels.put(feature.name(), Value.whole(feature.level()))));
        return levels.isEmpty() ? Optional.empty() : Optional.of(Value.entries(levels));
    }

    private static boolean isDeclarable(String name) {
        return !name.equals(FeatureSection.METADATA_VERSION)
                && Catalogue.feature().refusal(name).isEmpty();
    }
}
