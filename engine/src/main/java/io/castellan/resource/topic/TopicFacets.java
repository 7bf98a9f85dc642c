package io.castellan.resource.topic;

import io.castellan.resource.Facet;
import java.util.List;
import java.util.Set;

/** What MirrorMaker and cluster linking keep in step of topics. The replication factor is each cluster's own. */
final class TopicFacets {
    /** That a topic is there, and no other. */
    static final Facet TOPICS = new Facet("topics");

    static final Facet PARTITIONS = new Facet("partitions");
    static final Facet CONFIG = new Facet("config");

    static final List<Facet> ALL = List.of(TOPICS, PARTITIONS, CONFIG);

    /** Settings that MirrorMaker does not carry over unless it is told to ({@code config.properties.exclude}). */
    private static final Set<String> NOT_CARRIED = Set.of(
            Settings.MIN_ISR,
            "message.timestamp.difference.max.ms",
            "message.timestamp.type",
            "unclean.leader.election.enable");

    private TopicFacets() {}

    static boolean carries(String key) {
        return !NOT_CARRIED.contains(key);
    }
}
