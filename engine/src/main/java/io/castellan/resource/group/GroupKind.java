package io.castellan.resource.group;

import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaReads;
import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.Risk;
import io.castellan.model.Triple;
import io.castellan.model.Value;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.catalogue.GroupBounds;
import io.castellan.resource.catalogue.RiskTable;
import io.castellan.resource.catalogue.Setting;
import io.castellan.resource.catalogue.Surroundings;
import io.castellan.resource.keyed.KeyedComparison;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;

/** The kind {@code group-config}: what one group has of its own. The brokers give the rest, and the bounds of every value. */
final class GroupKind implements ResourceKind<KeyedSpec, KeyedState> {
    private static final KeyedComparison COMPARISON = new KeyedComparison(new GroupJudge());

    @Override
    public KindKey<KeyedSpec, KeyedState> key() {
        return GroupRoom.KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return false;
    }

    @Override
    public Reading<KeyedState> read(Scope<KeyedSpec> scope, Cluster cluster) {
        return begin(cluster).finish(scope);
    }

    /** Groups, and what one broker says of all groups; brokers of one cluster are expected to agree. */
    @Override
    public Begun<KeyedSpec, KeyedState> begin(Cluster cluster) {
        var reads = cluster.access(KafkaAccess.class).reads();
        var listed = GroupRoom.LIVE.list(reads);
        return scope -> GroupRoom.LIVE.read(
                reads, listed, scope.named(), scope.named().isEmpty() ? Map.of() : ofBrokers(reads, cluster));
    }

    private static Map<String, Value> ofBrokers(KafkaReads reads, Cluster cluster) {
        var any = cluster.view().brokers().stream()
                .map(broker -> broker.id())
                .limit(1)
                .toList();
        return reads.brokerConfigs(any, GroupKind::ofGroups).values().stream()
                .flatMap(read -> read.found().stream())
                .findFirst()
                .orElse(Map.of());
    }

    private static Map<String, Value> ofGroups(Config config) {
        var values = new HashMap<String, Value>();
        config.entries().stream()
                .filter(entry -> entry.name().startsWith("group."))
                .forEach(entry -> Optional.ofNullable(entry.value())
                        .ifPresent(raw -> Catalogue.broker()
                                .find(entry.name())
                                .ifPresent(setting -> values.put(entry.name(), Value.text(setting.observed(raw))))));
        return values;
    }

    @Override
    public List<Difference> compare(Triple<KeyedSpec, KeyedState> triple, World world) {
        return COMPARISON.compare(triple, world);
    }

    private static final class GroupJudge implements KeyedComparison.Judge {
        @Override
        public Collection<Risk> risks(String key, Optional<String> before, Optional<String> after, World world) {
            var inherited = Catalogue.group().find(key).flatMap(setting -> inherited(setting, ofBrokers(world)));
            return RiskTable.group()
                    .assess(key, before.or(() -> inherited), after.or(() -> inherited), Surroundings.unknown());
        }

        private static Optional<String> inherited(Setting setting, Map<String, String> brokers) {
            return Stream.concat(
                            setting.inherits().stream().flatMap(source -> Stream.ofNullable(brokers.get(source))),
                            setting.inherits().isEmpty() ? setting.defaultValue().stream() : Stream.of())
                    .findFirst();
        }

        private static Map<String, String> ofBrokers(World world) {
            var values = new HashMap<String, String>();
            world.about(GroupRoom.KEY).forEach((key, value) -> value.asText().ifPresent(text -> values.put(key, text)));
            return values;
        }

        @Override
        public Optional<Disposition> refusal(String key, Optional<String> before, Optional<String> after, World world) {
            return after.flatMap(value -> Catalogue.group()
                    .find(key)
                    .flatMap(setting -> GroupBounds.refusal(setting, value, ofBrokers(world)))
                    .map(refusal -> Disposition.refused(
                            refusal.code(), refusal.message(), "declare a value that the brokers allow")));
        }

        @Override
        public boolean ignored(String key) {
            return Catalogue.isPlatform(key);
        }
    }
}
