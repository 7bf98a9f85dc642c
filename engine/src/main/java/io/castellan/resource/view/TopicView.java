package io.castellan.resource.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A live topic, as kinds see it that are not topics. Values of settings are canonical, as the catalogue of topics says. */
public interface TopicView {
    String name();

    /** The id that the cluster gave it; a later topic of the same name has another. */
    String uuid();

    /** The brokers that hold each partition, by partition from 0, preferred leader first. */
    List<List<Integer>> replicas();

    /** Whether Kafka itself made it for its own use. */
    boolean internal();

    /** The settings that stand on the topic itself, by key; all others are inherited from the brokers. */
    Map<String, String> overrides();

    /** The value in effect, inherited or not; empty where it is unknown, as where brokers disagree. */
    Optional<String> effective(String key);

    default int partitions() {
        return replicas().size();
    }

    /** The fewest replicas that one of its partitions has. */
    default int replicationFactor() {
        return replicas().stream().mapToInt(List::size).min().orElse(0);
    }
}
