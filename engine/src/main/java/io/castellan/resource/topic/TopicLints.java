package io.castellan.resource.topic;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.Provenance;
import io.castellan.resource.catalogue.Catalogue;
import io.castellan.resource.topic.TopicSpec.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is wrong or unwise in a declaration that can be read, told without a cluster. */
final class TopicLints {
    private static final String DELETE = "delete";

    private TopicLints() {}

    static List<Problem> of(Wanted spec) {
        var problems = new ArrayList<>(minInsyncReplicas(spec));
        problems.addAll(retention(spec));
        problems.addAll(contradictions(spec));
        return problems;
    }

    /** Of a topic that belongs to Kafka, which knows best how many partitions it has and how it is cleaned. */
    static List<Problem> ofKafkas(String name, Wanted spec) {
        var problems = new ArrayList<>(minInsyncReplicas(spec));
        spec.partitions().ifPresent(partitions -> problems.add(kafkas(name, "partitions", partitions.at())));
        Optional.ofNullable(spec.config().get(Settings.CLEANUP_POLICY))
                .ifPresent(policy -> problems.add(kafkas(name, Settings.CLEANUP_POLICY, policy.at())));
        return problems;
    }

    private static Problem kafkas(String name, String field, Provenance at) {
        return Problem.error(
                        TopicCodes.KAFKAS_OWN,
                        place(at),
                        "'" + name + "' is Kafka's own, and so is its '" + field + "'")
                .withHint("remove '" + field + "'");
    }

    /** Fields of an override that say what is so without it. */
    static List<Problem> idle(String name, TopicLayer override, TopicLayer below) {
        var problems = new ArrayList<Problem>();
        override.partitions()
                .filter(value -> sameValue(below.partitions(), value))
                .ifPresent(value -> problems.add(idle(name, TopicLayer.PARTITIONS, value.at())));
        override.replicationFactor()
                .filter(value -> sameValue(below.replicationFactor(), value))
                .ifPresent(value -> problems.add(idle(name, TopicLayer.REPLICATION_FACTOR, value.at())));
        override.config().forEach((key, value) -> {
            if (sameValue(Optional.ofNullable(below.config().get(key)), value)) {
                problems.add(idle(name, key, value.at()));
            }
        });
        return problems;
    }

    private static Problem idle(String name, String field, Provenance at) {
        return Problem.warning(
                        TopicCodes.OVERRIDE_IDLE,
                        place(at),
                        "the override of '" + field + "' of topic '" + name + "' says what is declared anyway")
                .withHint("remove it");
    }

    private static <T> boolean sameValue(Optional<Sourced<T>> below, Sourced<T> above) {
        return below.map(Sourced::value).equals(Optional.of(above.value()));
    }

    private static List<Problem> minInsyncReplicas(Wanted spec) {
        var factor = spec.replicationFactor().map(Sourced::value);
        var declared = spec.setting(Settings.MIN_ISR);
        if (factor.isEmpty() || declared.isEmpty()) {
            return List.of();
        }
        int needed = Integer.parseInt(declared.get().value());
        var place = place(declared.get().at());
        if (needed > factor.get()) {
            return List.of(Problem.error(
                            TopicCodes.MIN_ISR_ABOVE_REPLICAS,
                            place,
                            "min.insync.replicas " + needed + " is more than replicationFactor " + factor.get()
                                    + ", so no producer with acks=all could ever write")
                    .withHint("declare at most " + Math.max(1, factor.get() - 1)));
        }
        if (needed == factor.get() && factor.get() > 1) {
            return List.of(Problem.warning(
                            TopicCodes.MIN_ISR_NEEDS_ALL,
                            place,
                            "min.insync.replicas and replicationFactor are both " + factor.get()
                                    + ", so the loss of one broker stops producers with acks=all")
                    .withHint("declare min.insync.replicas " + (factor.get() - 1)));
        }
        return List.of();
    }

    /** Each is told where the first of its settings is declared. */
    private static List<Problem> contradictions(Wanted spec) {
        var known = new TreeMap<String, String>();
        for (var setting : spec.config().entrySet()) {
            var value = setting.getValue().value();
            if (value.isPresent()) {
                known.put(setting.getKey(), value.get());
            }
        }
        return Catalogue.topic().contradictions(known).stream()
                .map(refusal -> refusal.at(known.keySet().stream()
                        .filter(key -> refusal.message().startsWith("'" + key + "'"))
                        .flatMap(key -> spec.setting(key).stream())
                        .findFirst()
                        .map(setting -> place(setting.at()))
                        .orElseThrow()))
                .toList();
    }

    private static List<Problem> retention(Wanted spec) {
        var time = spec.setting(Settings.RETENTION_MS);
        var size = spec.setting(Settings.RETENTION_BYTES);
        var policy = spec.value(Settings.CLEANUP_POLICY);
        if (policy.isPresent() && !Settings.items(policy.get()).contains(DELETE)) {
            return Stream.concat(time.stream(), size.stream())
                    .filter(limit -> limit.at().cause() != Cause.DEFAULTS)
                    .map(limit -> Problem.warning(
                                    TopicCodes.RETENTION_IDLE,
                                    place(limit.at()),
                                    "retention has no effect, because cleanup.policy is "
                                            + (policy.get().isEmpty() ? "empty" : policy.get()))
                            .withHint("remove it, or add delete to cleanup.policy"))
                    .toList();
        }
        if (time.isPresent() && size.isEmpty()) {
            return List.of(oneSided(time.get(), "time", "a burst of data fills the disks", Settings.RETENTION_BYTES));
        }
        if (size.isPresent() && time.isEmpty()) {
            return List.of(oneSided(
                    size.get(), "size", "a burst of data shortens the time that is kept", Settings.RETENTION_MS));
        }
        return List.of();
    }

    private static Problem oneSided(Sourced<String> limit, String by, String why, String other) {
        return Problem.warning(
                        TopicCodes.RETENTION_ONE_SIDED,
                        place(limit.at()),
                        "retention is declared by " + by + " only, so " + why)
                .withHint("declare " + other + " too");
    }

    private static Place place(Provenance at) {
        return at.declaredAt().orElseThrow(() -> new IllegalStateException("what is declared stands somewhere"));
    }
}
