package io.castellan.resource.broker;

import io.castellan.kafka.KafkaAccess;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import io.castellan.resource.keyed.KeyedComparison;
import io.castellan.resource.keyed.KeyedSpec;
import io.castellan.resource.keyed.KeyedState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kind {@code brokers}: what is said to all of them. */
final class BrokersKind implements ResourceKind<KeyedSpec, KeyedState> {
    @Override
    public KindKey<KeyedSpec, KeyedState> key() {
        return BrokerRoom.CLUSTER;
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
        var live = LiveBrokers.ofAll(cluster.access(KafkaAccess.class).reads());
        return scope -> Reading.complete(Map.of(BrokerRoom.ALL, live));
    }

    @Override
    public List<Difference> compare(Triple<KeyedSpec, KeyedState> triple, World world) {
        return compare(triple, new Situation(world, triple.id()), world);
    }

    /** Also for what single nodes have of their own. */
    static List<Difference> compare(Triple<KeyedSpec, KeyedState> triple, Situation situation, World world) {
        var desired = triple.desired().map(one -> one.spec().values()).orElse(Map.of());
        var live = new HashMap<>(BrokerJudge.fixed(situation, desired));
        triple.observed().found().ifPresent(state -> live.putAll(state.settings()));
        return new KeyedComparison(new BrokerJudge(situation))
                        .compare(
                                new Triple<>(
                                        triple.id(),
                                        triple.desired(),
                                        triple.baseline(),
                                        Observed.present(new KeyedState(live))),
                                world)
                        .stream()
                        .map(difference -> Heirs.counted(difference, situation, world))
                        .toList();
    }

    @Override
    public Map<ResourceId, List<Fact>> measure(Collection<Difference> differences, World world, Cluster cluster) {
        return measured(differences, world, cluster);
    }

    static Map<ResourceId, List<Fact>> measured(Collection<Difference> differences, World world, Cluster cluster) {
        var facts = new HashMap<ResourceId, List<Fact>>();
        for (var difference : differences) {
            var found = Heirs.measured(
                    difference,
                    new Situation(world, difference.id()),
                    world,
                    cluster.access(KafkaAccess.class).reads());
            if (!found.isEmpty()) {
                facts.put(difference.id(), found);
            }
        }
        return facts;
    }
}
