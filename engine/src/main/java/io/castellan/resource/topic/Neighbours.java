package io.castellan.resource.topic;

import io.castellan.model.Observed;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a new topic must know of the live ones. */
final class Neighbours {
    private final Map<String, Set<String>> byMetricForm;
    private final Map<String, String> inherited;

    private Neighbours(Map<String, Set<String>> byMetricForm, Map<String, String> inherited) {
        this.byMetricForm = byMetricForm;
        this.inherited = inherited;
    }

    static Neighbours of(Collection<Observed<TopicState>> observed) {
        var byMetricForm = new HashMap<String, Set<String>>();
        Map<String, String> inherited = Map.of();
        for (var topic : observed) {
            var state = topic.found();
            if (state.isPresent()) {
                var name = state.get().name();
                byMetricForm
                        .computeIfAbsent(TopicName.metricForm(name), form -> new HashSet<>(1))
                        .add(name);
                inherited = state.get().inherited();
            }
        }
        return new Neighbours(byMetricForm, inherited);
    }

    /** A live topic beside which Kafka would not create one of that name. */
    Optional<String> inTheWayOf(String name) {
        return byMetricForm.getOrDefault(TopicName.metricForm(name), Set.of()).stream()
                .filter(other -> !other.equals(name))
                .min(String::compareTo);
    }

    /** What topics have that do not set it themselves, as far as it is known. */
    Map<String, String> inherited() {
        return inherited;
    }
}
