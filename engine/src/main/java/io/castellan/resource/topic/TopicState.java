package io.castellan.resource.topic;

import io.castellan.resource.view.TopicView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is seen of a live topic.
 *
 * @param leaderless partitions that nobody leads now: what they hold cannot be read
 * @param overrides canonical values that stand on the topic itself, those of the platform included
 * @param inherited canonical values that a topic of this cluster has where it has no override; one map for all topics
 */
record TopicState(
        String name,
        String uuid,
        List<List<Integer>> replicas,
        Set<Integer> leaderless,
        boolean internal,
        Map<String, String> overrides,
        Map<String, String> inherited)
        implements TopicView {
    TopicState {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        replicas = List.copyOf(replicas);
        leaderless = Set.copyOf(leaderless);
        overrides = Map.copyOf(overrides);
        inherited = Map.copyOf(inherited);
    }

    /** The most replicas that one of its partitions has. */
    int mostReplicas() {
        return replicas.stream().mapToInt(List::size).max().orElse(0);
    }

    Optional<String> override(String key) {
        return Optional.ofNullable(overrides.get(key));
    }

    /** The same with other settings on it. */
    TopicState with(Map<String, String> others) {
        return new TopicState(name, uuid, replicas, leaderless, internal, others, inherited);
    }

    /** The value that the key would have without an override. */
    Optional<String> inherited(String key) {
        return Optional.ofNullable(inherited.get(key));
    }

    @Override
    public Optional<String> effective(String key) {
        return override(key).or(() -> inherited(key));
    }
}
