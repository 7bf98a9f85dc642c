package io.castellan.resource.feature;

import io.castellan.kafka.KafkaReads;
import io.castellan.model.Observed;
import io.castellan.resource.feature.FeatureState.Range;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.FeatureMetadata;

/** Reads features: one request to each broker, since each knows what it supports itself. */
final class LiveFeatures {
    private LiveFeatures() {}

    /** By name; every feature that is finalised or that a broker knows. Unreadable when nobody answers. */
    static Observed<Map<String, FeatureState>> read(KafkaReads reads, Collection<Integer> brokers) {
        return read(reads, reads.features(), brokers);
    }

    /** The same where the cluster was asked before. */
    static Observed<Map<String, FeatureState>> read(
            KafkaReads reads, Observed<FeatureMetadata> finalised, Collection<Integer> brokers) {
        return finalised.fold(
                cluster -> Observed.present(states(
                        cluster,
                        reads.featuresOf(brokers).values().stream()
                                .flatMap(read -> read.found().stream())
                                .toList())),
                Observed::missing,
                Observed::unreadable);
    }

    private static Map<String, FeatureState> states(FeatureMetadata cluster, Collection<FeatureMetadata> brokers) {
        var states = new TreeMap<String, FeatureState>();
        cluster.finalizedFeatures()
                .forEach((name, range) -> states.put(
                        name, new FeatureState(name, range.maxVersionLevel(), supported(name, cluster, brokers))));
        cluster.supportedFeatures()
                .keySet()
                .forEach(
                        name -> states.putIfAbsent(name, new FeatureState(name, 0, supported(name, cluster, brokers))));
        return states;
    }

    private static Optional<Range> supported(
            String name, FeatureMetadata cluster, Collection<FeatureMetadata> brokers) {
        var range = range(name, cluster);
        for (var broker : brokers) {
            range = range.flatMap(one -> range(name, broker).flatMap(other -> Range.both(one, other)));
        }
        return range;
    }

    private static Optional<Range> range(String name, FeatureMetadata broker) {
        return Optional.ofNullable(broker.supportedFeatures().get(name))
                .map(range -> new Range(range.minVersion(), range.maxVersion()));
    }
}
