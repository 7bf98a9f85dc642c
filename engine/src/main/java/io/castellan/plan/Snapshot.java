package io.castellan.plan;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.Fact;
import io.castellan.model.Mirroring;
import io.castellan.model.Observed;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import io.castellan.resource.ClusterView;
import io.castellan.resource.KindKey;
import io.castellan.resource.Reading;
import io.castellan.resource.Scope;
import io.castellan.resource.World;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The world as it was read once. */
final class Snapshot implements World {
    private final Instant now;
    private final ClusterView cluster;
    private final PlanRequest request;
    private final Map<String, Reading<?>> readings;
    private final Map<ResourceId, List<Fact>> facts;
    private final Map<String, Scope<?>> scopes;
    private final Map<Class<?>, Collection<?>> observedViews = new HashMap<>();

    Snapshot(
            Instant now,
            ClusterView cluster,
            PlanRequest request,
            Map<String, Scope<?>> scopes,
            Map<String, Reading<?>> readings,
            Map<ResourceId, List<Fact>> facts) {
        this.now = now;
        this.cluster = cluster;
        this.request = request;
        this.scopes = Map.copyOf(scopes);
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
        return new Snapshot(now, cluster, request, scopes, readings, measured);
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
    public Optional<Mirroring> mirrored() {
        return request.mirrored();
    }

    @Override
    public ClusterView cluster() {
        return cluster;
    }

    @Override
    public <D> Map<ResourceId, Declared<D>> desired(KindKey<D, ?> kind) {
        return scope(kind).desired();
    }

    @Override
    public <D> Map<ResourceId, Baseline<D>> baseline(KindKey<D, ?> kind) {
        return scope(kind).baseline();
    }

    /** Of a kind that nobody registered, nothing is known. */
    @SuppressWarnings("unchecked") // made for this key's types, see PlanRequest#scope
    <D> Scope<D> scope(KindKey<D, ?> kind) {
        var scope = (Scope<D>) scopes.get(kind.name());
        return scope == null ? new Scope<>(Map.of(), Map.of()) : scope;
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
