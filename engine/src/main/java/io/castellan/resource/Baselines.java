package io.castellan.resource;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was declared before, of all kinds.
 *
 * @param known false on a first apply or without Git: then nothing is removed by omission
 * @param applied for each resource the declaration that was last applied successfully
 * @param attempted declarations whose apply began since and did not end well, oldest first
 */
public record Baselines(boolean known, Declarations applied, List<Declarations> attempted) {
    public Baselines {
        Objects.requireNonNull(applied, "applied");
        attempted = List.copyOf(attempted);
    }

    public static Baselines none() {
        return new Baselines(false, Declarations.none(), List.of());
    }

    public static Baselines of(Declarations applied) {
        return new Baselines(true, applied, List.of());
    }

    public <D> Map<ResourceId, Baseline<D>> of(KindKey<D, ?> kind) {
        var last = applied.of(kind);
        if (attempted.isEmpty()) {
            return new OfOneApply<>(last);
        }
        var tried = new TreeMap<ResourceId, List<Declared<D>>>();
        for (var declarations : attempted) {
            declarations
                    .of(kind)
                    .forEach((id, declared) ->
                            tried.computeIfAbsent(id, key -> new ArrayList<>()).add(declared));
        }
        var map = new TreeMap<ResourceId, Baseline<D>>();
        last.forEach((id, declared) ->
                map.put(id, new Baseline<>(Optional.of(declared), tried.getOrDefault(id, List.of()))));
        tried.forEach((id, several) -> map.putIfAbsent(id, new Baseline<>(Optional.empty(), several)));
        return map;
    }

    /** As mostly: what was applied is all that there is, and is looked at once. */
    private static final class OfOneApply<D> extends AbstractMap<ResourceId, Baseline<D>> {
        private final Map<ResourceId, Declared<D>> applied;

        OfOneApply(Map<ResourceId, Declared<D>> applied) {
            this.applied = applied;
        }

        @Override
        public @Nullable Baseline<D> get(@Nullable Object id) {
            var declared = applied.get(id);
            return declared == null ? null : Baseline.of(declared);
        }

        @Override
        public boolean containsKey(@Nullable Object id) {
            return applied.containsKey(id);
        }

        @Override
        public Set<ResourceId> keySet() {
            return applied.keySet();
        }

        @Override
        public Set<Entry<ResourceId, Baseline<D>>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<ResourceId, Baseline<D>>> iterator() {
                    var rest = applied.entrySet().iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return rest.hasNext();
                        }

                        @Override
                        public Entry<ResourceId, Baseline<D>> next() {
                            var entry = rest.next();
                            return Map.entry(entry.getKey(), Baseline.of(entry.getValue()));
                        }
                    };
                }

                @Override
                public int size() {
                    return applied.size();
                }
            };
        }
    }
}
