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
    private final Optional<String> inheritedMinIsr;

    private Neighbours(Map<String, Set<String>> byMetricForm, Optional<String> inheritedMinIsr) {
        this.byMetricForm = byMetricForm;
        this.inheritedMinIsr = inheritedMinIsr;
    }

    static Neighbours of(Collection<Observed<TopicState>> observed) {
        var byMetricForm = new HashMap<String, Set<String>>();
        Optional<String> inheritedMinIsr = Optional.empty();
        for (var topic : observed) {
            var state = topic.found();
            if (state.isPresent()) {
                var name = state.get().name();
                byMetricForm
                        .computeIfAbsent(TopicName.metricForm(name), form -> new HashSet<>(1))
                        .add(name);
                inheritedMinIsr = state.get().inherited(Settings.MIN_ISR);
            }
        }
        return new Neighbours(byMetricForm, inheritedMinIsr);
    }

    /** A live topic beside which Kafka would not create one of that name. */
    Optional<String> inTheWayOf(String name) {
        return byMetricForm.getOrDefault(TopicName.metricForm(name), Set.of()).stream()
                .filter(other -> !other.equals(name))
                .min(String::compareTo);
    }

    /** What a topic has that does not set it; empty where that is not known. */
    Optional<String> inheritedMinIsr() {
        return inheritedMinIsr;
    }
}
