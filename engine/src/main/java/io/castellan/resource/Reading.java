package io.castellan.resource;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one kind.
 *
 * @param observed not altered any more; every declared or baselined resource in scope, and every other that is visible; in the order of their ids
 * @param inventory whether all of this kind are visible; where not, nothing can be said of others or of shares
 * @param notes what the reader of the plan must know
 * @param about what else of the cluster decides over this kind as a whole, by name
 */
public record Reading<O>(
        Map<ResourceId, Observed<O>> observed,
        ClusterView.Inventory inventory,
        List<Problem> notes,
        Map<String, Value> about) {
    public Reading {
        observed = Collections.unmodifiableMap(inOrder(observed));
        Objects.requireNonNull(inventory, "inventory");
        notes = List.copyOf(notes);
        about = Map.copyOf(about);
    }

    public Reading(Map<ResourceId, Observed<O>> observed, ClusterView.Inventory inventory, List<Problem> notes) {
        this(observed, inventory, notes, Map.of());
    }

    private static boolean isInOrder(Map<ResourceId, ?> observed) {
        @Nullable ResourceId before = null;
        for (var id : observed.keySet()) {
            if (before != null && before.compareTo(id) >= 0) {
                return false;
            }
            before = id;
        }
        return true;
    }

    /** What is in order already, as mostly, stays as it is. */
    private static <O> Map<ResourceId, Observed<O>> inOrder(Map<ResourceId, Observed<O>> observed) {
        if (isInOrder(observed)) {
            return observed;
        }
        var entries = new ArrayList<>(observed.entrySet());
        entries.sort(Map.Entry.comparingByKey());
        var ordered = new LinkedHashMap<ResourceId, Observed<O>>(entries.size() * 4 / 3 + 1);
        entries.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    public static <O> Reading<O> complete(Map<ResourceId, Observed<O>> observed) {
        return new Reading<>(observed, ClusterView.Inventory.proved(), List.of());
    }
}
