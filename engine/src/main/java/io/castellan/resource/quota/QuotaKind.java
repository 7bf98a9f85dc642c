package io.castellan.resource.quota;

import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaReads;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Risk;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.ClusterView;
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
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/** The kind {@code quota}: the limits of one entity. */
final class QuotaKind implements ResourceKind<KeyedSpec, KeyedState> {
    private static final KeyedComparison COMPARISON = new KeyedComparison(new QuotaJudge());

    @Override
    public KindKey<KeyedSpec, KeyedState> key() {
        return QuotaRoom.KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return true;
    }

    @Override
    public Reading<KeyedState> read(Scope<KeyedSpec> scope, Cluster cluster) {
        return begin(cluster).finish(scope);
    }

    @Override
    public Begun<KeyedSpec, KeyedState> begin(Cluster cluster) {
        var live = live(cluster.access(KafkaAccess.class).reads());
        return scope -> seen(scope, live);
    }

    private static Reading<KeyedState> seen(Scope<KeyedSpec> scope, Observed<Map<ResourceId, KeyedState>> live) {
        var observed = new TreeMap<ResourceId, Observed<KeyedState>>();
        return live.fold(
                quotas -> {
                    scope.named().forEach(id -> observed.put(id, Observed.missing()));
                    quotas.forEach((id, state) -> observed.put(id, Observed.present(state)));
                    return Reading.complete(observed);
                },
                () -> Reading.complete(observed),
                why -> {
                    scope.named().forEach(id -> observed.put(id, Observed.unreadable(why)));
                    return new Reading<>(observed, ClusterView.Inventory.unproved(why), List.of());
                });
    }

    /** Every entity that has limits. */
    static Observed<Map<ResourceId, KeyedState>> live(KafkaReads reads) {
        return reads.quotas(ClientQuotaFilter.all())
                .fold(quotas -> Observed.present(states(quotas)), Observed::missing, Observed::unreadable);
    }

    private static Map<ResourceId, KeyedState> states(Map<ClientQuotaEntity, Map<String, Double>> quotas) {
        var states = new TreeMap<ResourceId, KeyedState>();
        quotas.forEach((entity, limits) -> {
            var settings = new TreeMap<String, String>();
            limits.forEach((key, limit) -> settings.put(key, canonical(key, limit)));
            states.put(QuotaEntity.of(entity).id(), new KeyedState(settings));
        });
        return states;
    }

    /** Older brokers take NaN and infinity, which 4.4 refuses and nobody can declare: they are called what they are. */
    static String canonical(String key, Double limit) {
        if (!Double.isFinite(limit)) {
            return limit.toString();
        }
        var plain = BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
        return Catalogue.quota()
                .find(key)
                .map(setting -> setting.observed(plain))
                .orElse(plain);
    }

    @Override
    public List<Difference> compare(Triple<KeyedSpec, KeyedState> triple, World world) {
        return COMPARISON.compare(triple, world);
    }

    /** What a limit means: it holds on each broker, so all of them together let through more. */
    private static final class QuotaJudge implements KeyedComparison.Judge {
        @Override
        public Collection<Risk> risks(String key, Optional<String> before, Optional<String> after, World world) {
            var none = Catalogue.quota().find(key).flatMap(Setting::unlimited);
            return RiskTable.quota().assess(key, before.or(() -> none), after.or(() -> none), Surroundings.unknown());
        }

        @Override
        public List<Fact> facts(String key, String value, World world) {
            if (!key.endsWith("_byte_rate")) {
                return List.of();
            }
            var whole = new BigDecimal(value)
                    .multiply(BigDecimal.valueOf(world.cluster().brokers().size()));
            return List.of(new Fact(
                    key + " of all brokers together",
                    Value.whole(whole.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue()),
                    Fact.Unit.BYTES_PER_SECOND,
                    Fact.Certainty.exact(),
                    world.now()));
        }
    }
}
