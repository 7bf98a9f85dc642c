package io.castellan.plan;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.Fact;
import io.castellan.model.Observed;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import io.castellan.resource.ClusterView;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.World;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The world as it was read once. Declarations and baselines are typed once per kind, so that asking is cheap. */
final class Snapshot implements World {
    private final Instant now;
    private final ClusterView cluster;
    private final PlanRequest request;
    private final Map<String, Reading<?>> readings;
    private final Map<ResourceId, List<Fact>> facts;
    private final Map<String, Map<ResourceId, ? extends Declared<?>>> desired = new HashMap<>();
    private final Map<String, Map<ResourceId, ? extends Baseline<?>>> baselines = new HashMap<>();
    private final Map<Class<?>, Collection<?>> observedViews = new HashMap<>();

    Snapshot(
            Instant now,
            ClusterView cluster,
            PlanRequest request,
            Map<String, Reading<?>> readings,
            Map<ResourceId, List<Fact>> facts) {
        this.now = now;
        this.cluster = cluster;
        this.request = request;
        this.readings = Map.copyOf(readings);
        this.facts = Map.copyOf(facts);
    }

    /** Whether everything that matters could be read. */
    boolean complete() {
        return readings.values().stream()
                .flatMap(reading -> reading.observed().values().stream())
                .noneMatch(observed -> observed.fold(state -> false, () -> false, why -> true));
    }

    Snapshot with(Map<ResourceId, List<Fact>> measured) {
        return new Snapshot(now, cluster, request, readings, measured);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Protection protection() {
        return request.protection();
    }

    @Override
    public ClusterView cluster() {
        return cluster;
    }

    @Override
    @SuppressWarnings("unchecked") // filled for this key's types only, see Declarations#of
    public <D> Map<ResourceId, Declared<D>> desired(KindKey<D, ?> kind) {
        return (Map<ResourceId, Declared<D>>)
                desired.computeIfAbsent(kind.name(), name -> request.desired().of(kind));
    }

    @Override
    @SuppressWarnings("unchecked") // filled for this key's types only, see Baselines#of
    public <D> Map<ResourceId, Baseline<D>> baseline(KindKey<D, ?> kind) {
        return (Map<ResourceId, Baseline<D>>) baselines.computeIfAbsent(
                kind.name(), name -> request.baselines().of(kind));
    }

    @Override
    public <O> Map<ResourceId, Observed<O>> observed(KindKey<?, O> kind) {
        return reading(kind).map(Reading::observed).orElse(Map.of());
    }

    @Override
    public Map<String, Value> about(KindKey<?, ?> kind) {
        return reading(kind).map(Reading::about).orElse(Map.of());
    }

    @SuppressWarnings("unchecked") // a kind's reading has its own type, and its name is unique in the registry
    <O> Optional<Reading<O>> reading(KindKey<?, O> kind) {
        return Optional.ofNullable((Reading<O>) readings.get(kind.name()));
    }

    @Override
    @SuppressWarnings("unchecked") // computed for this class only
    public <V> Collection<V> observedAs(Class<V> view) {
        return (Collection<V>) observedViews.computeIfAbsent(
                view,
                type -> readings.values().stream()
                        .flatMap(reading -> reading.observed().values().stream())
                        .flatMap(observed -> observed.found().stream())
                        .filter(type::isInstance)
                        .toList());
    }

    @Override
    public <V> Collection<V> desiredAs(Class<V> view) {
        return request.desired().all().values().stream()
                .<Object>map(Declared::spec)
                .filter(view::isInstance)
                .map(view::cast)
                .toList();
    }

    @Override
    public List<Fact> facts(ResourceId id) {
        return facts.getOrDefault(id, List.of());
    }
}
