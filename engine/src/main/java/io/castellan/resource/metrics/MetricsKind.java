package io.castellan.resource.metrics;

import io.castellan.kafka.KafkaAccess;
import io.castellan.model.Difference;
import io.castellan.model.Risk;
import io.castellan.model.Triple;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.RiskTable;
import io.castellan.resource.catalogue.Setting;
import io.castellan.resource.catalogue.Surroundings;
import io.castellan.resource.keyed.KeyedComparison;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kind {@code client-metrics}: one subscription. */
final class MetricsKind implements ResourceKind<KeyedSpec, KeyedState> {
    private static final KeyedComparison COMPARISON = new KeyedComparison(new MetricsJudge());

    @Override
    public KindKey<KeyedSpec, KeyedState> key() {
        return MetricsRoom.KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return false;
    }

    @Override
    public Reading<KeyedState> read(Scope<KeyedSpec> scope, Cluster cluster) {
        return begin(cluster).finish(scope);
    }

    @Override
    public Begun<KeyedSpec, KeyedState> begin(Cluster cluster) {
        var reads = cluster.access(KafkaAccess.class).reads();
        var listed = MetricsRoom.LIVE.list(reads);
        return scope -> MetricsRoom.LIVE.read(reads, listed, scope.named(), Map.of());
    }

    @Override
    public List<Difference> compare(Triple<KeyedSpec, KeyedState> triple, World world) {
        return COMPARISON.compare(triple, world);
    }

    /** A key that is not set has Kafka's default. */
    private static final class MetricsJudge implements KeyedComparison.Judge {
        @Override
        public Collection<Risk> risks(String key, Optional<String> before, Optional<String> after, World world) {
            var none = Catalogue.clientMetrics().find(key).flatMap(Setting::defaultValue);
            return RiskTable.clientMetrics()
                    .assess(key, before.or(() -> none), after.or(() -> none), Surroundings.unknown());
        }
    }
}
