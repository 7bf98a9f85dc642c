package io.castellan.resource.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Observed;
import io.castellan.model.Value;
import io.castellan.testing.PretendedWorld;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureCaptorTest {
    private final PretendedWorld world = new PretendedWorld();

    private void live(String name, int level) {
        world.observed(FeatureRoom.KEY.id(name), Observed.present(new FeatureState(name, level, Optional.empty())));
    }

    private Optional<Value> captured() {
        return new FeatureCaptor().capture(world, Optional.empty());
    }

    @Test
    void levelsThatAreOnAreWritten() {
        live("share.version", 1);
        live("transaction.version", 2);
        live("streams.version", 0);

        assertThat(captured())
                .contains(
                        Value.entries(Map.of("share.version", Value.whole(1), "transaction.version", Value.whole(2))));
    }

    @Test
    void whatCannotBeDeclaredIsNot() {
        live("metadata.version", 33);
        live("of.a.later.kafka", 1);

        assertThat(captured()).isEmpty();
    }
}
