package io.castellan.resource;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a reading must cover; both in the order of their ids. */
public record Scope<D>(Map<ResourceId, Declared<D>> desired, Map<ResourceId, Baseline<D>> baseline) {
    public Scope {
        desired = Collections.unmodifiableMap(desired);
        baseline = Collections.unmodifiableMap(baseline);
    }

    /** Every resource that is declared or was. */
    public Set<ResourceId> named() {
        var ids = new TreeSet<>(desired.keySet());
        ids.addAll(baseline.keySet());
        return ids;
    }
}
