package io.castellan.testing;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.Fact;
import io.castellan.model.Mirroring;
import io.castellan.model.Observed;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import io.castellan.resource.Baselines;
import io.castellan.resource.ClusterView;
import io.castellan.resource.Declarations;
import io.castellan.resource.KindKey;
import io.castellan.resource.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A world without a cluster: what tests of a kind put into it. */
public final class PretendedWorld implements World {
    private final Map<ResourceId, Declared<?>> desired = new TreeMap<>();
    private final Map<ResourceId, Declared<?>> applied = new TreeMap<>();
    private final List<Declarations> attempted = new ArrayList<>();
    private Protection protection = Protection.DEFAULT;
    private final Map<ResourceId, Observed<?>> observed = new TreeMap<>();
    private final List<Object> others = new ArrayList<>();
    private final Map<String, Value> about = new HashMap<>();
    private final Map<ResourceId, List<Fact>> facts = new HashMap<>();
    private int brokers = 3;
    private ClusterView.Inventory inventory = ClusterView.Inventory.proved();

    public PretendedWorld desired(Collection<? extends Declared<?>> several) {
        several.forEach(one -> desired.put(one.id(), one));
        return this;
    }

    public PretendedWorld applied(Collection<? extends Declared<?>> several) {
        several.forEach(one -> applied.put(one.id(), one));
        return this;
    }

    /** Tried since, without a good end. */
    public PretendedWorld attempted(Collection<? extends Declared<?>> several) {
        attempted.add(Declarations.of(several));
        return this;
    }

    public PretendedWorld protection(Protection value) {
        protection = value;
        return this;
    }

    public PretendedWorld observed(ResourceId id, Observed<?> state) {
        observed.put(id, state);
        return this;
    }

    /** Something of another kind, seen through a view. */
    public PretendedWorld seen(Object other) {
        others.add(other);
        return this;
    }

    public PretendedWorld about(String name, String value) {
        return about(name, Value.text(value));
    }

    public PretendedWorld about(String name, Value value) {
        about.put(name, value);
        return this;
    }

    public PretendedWorld facts(ResourceId id, Fact... several) {
        facts.put(id, List.of(several));
        return this;
    }

    public PretendedWorld brokers(int count) {
        brokers = count;
        return this;
    }

    public PretendedWorld blind(String why) {
        inventory = ClusterView.Inventory.unproved(why);
        return this;
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-11-21T10:00:00Z");
    }

    @Override
    public Optional<Mirroring> mirrored() {
        return Optional.empty();
    }

    @Override
    public Protection protection() {
        return protection;
    }

    @Override
    public ClusterView cluster() {
        return new ClusterView(
                "cluster",
                IntStream.rangeClosed(1, brokers)
                        .mapToObj(id -> new ClusterView.Broker(id, Optional.empty()))
                        .toList(),
                inventory);
    }

    @Override
    public <D> Map<ResourceId, Declared<D>> desired(KindKey<D, ?> kind) {
        return Declarations.of(desired.values()).of(kind);
    }

    @Override
    public <D> Map<ResourceId, Baseline<D>> baseline(KindKey<D, ?> kind) {
        return new Baselines(true, Declarations.of(applied.values()), attempted).of(kind);
    }

    @Override
    public <O> Map<ResourceId, Observed<O>> observed(KindKey<?, O> kind) {
        var typed = new TreeMap<ResourceId, Observed<O>>();
        observed.forEach((id, state) -> {
            if (id.kind().equals(kind.name())) {
                typed.put(
                        id,
                        state.fold(
                                present -> Observed.present(kind.observed().cast(present)),
                                Observed::missing,
                                Observed::unreadable));
            }
        });
        return typed;
    }

    @Override
    public Map<String, Value> about(KindKey<?, ?> kind) {
        return about;
    }

    @Override
    public <V> Collection<V> observedAs(Class<V> view) {
        return others.stream().filter(view::isInstance).map(view::cast).toList();
    }

    @Override
    public <V> Collection<V> desiredAs(Class<V> view) {
        return List.of();
    }

    @Override
    public List<Fact> facts(ResourceId id) {
        return facts.getOrDefault(id, List.of());
    }
}
