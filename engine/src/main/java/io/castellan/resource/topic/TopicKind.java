package io.castellan.resource.topic;

import io.castellan.kafka.KafkaAccess;
import io.castellan.kafka.KafkaReads;
import io.castellan.model.Difference;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.resource.Begun;
import io.castellan.resource.Cluster;
import io.castellan.resource.Facet;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.ResourceKind;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @Override
    public List<Facet> facets() {
        return TopicFacets.ALL;
    }

    /** All visible topics, and those that are or were declared by name: what may not be described is not in Kafka's list. */
    @Override
    public Reading<TopicState> read(Scope<TopicSpec> scope, Cluster cluster) {
        var reads = cluster.access(KafkaAccess.class).reads();
        var names = new TreeSet<>(listed(reads));
        scope.named().forEach(id -> names.add(id.name()));
        return reading(scope, new LiveTopics(reads).read(names), cluster);
    }

    /** Those that are declared and were not in the list follow: the same as above, with two requests more where there are some. */
    @Override
    public Begun<TopicSpec, TopicState> begin(Cluster cluster) {
        var reads = cluster.access(KafkaAccess.class).reads();
        var live = new LiveTopics(reads);
        var topics = live.read(listed(reads));
        return scope -> {
            var others = Stream.concat(scope.desired().keySet().stream(), scope.baseline().keySet().stream())
                    .map(ResourceId::name)
                    .filter(name -> !topics.containsKey(name))
                    .collect(Collectors.toCollection(TreeSet::new));
            topics.putAll(live.read(others));
            return reading(scope, topics, cluster);
        };
    }

    private static List<String> listed(KafkaReads reads) {
        return reads.listTopics().stream().map(TopicListing::name).sorted().toList();
    }

    private static Reading<TopicState> reading(
            Scope<TopicSpec> scope, Map<String, Observed<TopicState>> topics, Cluster cluster) {
        var observed = new LinkedHashMap<ResourceId, Observed<TopicState>>();
        Observed<TopicState> missing = Observed.missing();
        scope.desired().keySet().forEach(id -> observed.put(id, topics.getOrDefault(id.name(), missing)));
        scope.baseline().keySet().forEach(id -> observed.putIfAbsent(id, topics.getOrDefault(id.name(), missing)));
        topics.forEach((name, topic) -> {
            boolean gone = topic.equals(missing); // between the list and the description
            if (!gone) {
                observed.putIfAbsent(TopicRoom.KEY.id(name), topic);
            }
        });
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
