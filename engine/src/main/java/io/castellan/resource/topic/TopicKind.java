package io.castellan.resource.topic;

import io.castellan.kafka.KafkaAccess;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.resource.Cluster;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TopicListing;

/** The kind {@code topic}. */
final class TopicKind implements ResourceKind<TopicSpec, TopicState> {
    private final TopicComparison comparison = new TopicComparison();

    @Override
    public KindKey<TopicSpec, TopicState> key() {
        return TopicRoom.KEY;
    }

    @Override
    public boolean deletionsCapped() {
        return true;
    }

    /** All visible topics, and those that are or were declared by name: what may not be described is not in Kafka's list. */
    @Override
    public Reading<TopicState> read(Scope<TopicSpec> scope, Cluster cluster) {
        var reads = cluster.access(KafkaAccess.class).reads();
        var named = scope.named();
        var names = new TreeSet<String>();
        named.forEach(id -> names.add(id.name()));
        reads.listTopics().stream().map(TopicListing::name).forEach(names::add);
        var observed = new HashMap<ResourceId, Observed<TopicState>>();
        new LiveTopics(reads).read(names).forEach((name, topic) -> observed.put(TopicRoom.KEY.id(name), topic));
        // gone between the list and the description
        observed.entrySet()
                .removeIf(entry -> entry.getValue().equals(Observed.missing()) && !named.contains(entry.getKey()));
        return new Reading<>(observed, cluster.view().inventory(), List.of());
    }

    @Override
    public List<Difference> compare(Triple<TopicSpec, TopicState> triple, World world) {
        return comparison.compare(triple, world);
    }

    @Override
    public Map<ResourceId, List<Fact>> measure(Collection<Difference> differences, World world, Cluster cluster) {
        return new Measurement(world, cluster.access(KafkaAccess.class)).of(differences);
    }
}
