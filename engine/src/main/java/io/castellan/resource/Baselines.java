package io.castellan.resource;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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
        var tried = new TreeMap<ResourceId, List<Declared<D>>>();
        for (var declarations : attempted) {
            declarations
                    .of(kind)
                    .forEach((id, declared) ->
                            tried.computeIfAbsent(id, key -> new ArrayList<>()).add(declared));
        }
        Map<ResourceId, Baseline<D>> map = tried.isEmpty() ? new LinkedHashMap<>() : new TreeMap<>();
        last.forEach((id, declared) ->
                map.put(id, new Baseline<>(Optional.of(declared), tried.getOrDefault(id, List.of()))));
        tried.forEach((id, several) -> map.putIfAbsent(id, new Baseline<>(Optional.empty(), several)));
        return map;
    }
}
