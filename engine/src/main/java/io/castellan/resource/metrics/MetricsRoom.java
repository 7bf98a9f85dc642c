package io.castellan.resource.metrics;

import io.castellan.model.Change;
import io.castellan.model.Phase;
import io.castellan.model.Step;
import io.castellan.resource.KindKey;
import io.castellan.resource.Room;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.keyed.ConfigExecutor;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import io.castellan.resource.keyed.KeyedSteps;
import io.castellan.resource.keyed.LiveConfigs;
import io.castellan.resource.keyed.NamedCaptor;
import io.castellan.resource.keyed.NamedSettings;
import java.util.List;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;

/** Client metrics subscriptions. */
public final class MetricsRoom {
    static final KindKey<KeyedSpec, KeyedState> KEY =
            new KindKey<>("client-metrics", "client metrics", KeyedSpec.class, KeyedState.class);
    static final LiveConfigs LIVE = new LiveConfigs(
            KEY,
            ConfigResource.Type.CLIENT_METRICS,
            ConfigSource.DYNAMIC_CLIENT_METRICS_CONFIG,
            Catalogue.clientMetrics());
    static final String ALTER = "client-metrics.alter";

    private static final String SECTION = "clientMetrics";

    private MetricsRoom() {}

    /**
     * The section {@code clientMetrics}, the kind {@code client-metrics}, and the step {@code client-metrics.alter}. A
     * subscription is its settings: it is gone with the last of them.
     */
    public static Room room() {
        return new Room(
                List.of(new NamedSettings(SECTION, KEY, Catalogue.clientMetrics())),
                List.of(new MetricsKind()),
                List.of((planned, world) -> steps(planned)),
                List.of(new ConfigExecutor(ALTER, LIVE)),
                List.of(new NamedCaptor(SECTION, KEY, Catalogue.clientMetrics())));
    }

    static List<Step> steps(List<Change> planned) {
        return planned.stream()
                .filter(change -> change.id().kind().equals(KEY.name()))
                .map(change -> KeyedSteps.of(ALTER, Phase.CONFIGURATION, change))
                .toList();
    }
}
