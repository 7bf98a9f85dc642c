package io.castellan.plan;

import io.castellan.model.Baseline;
import io.castellan.model.Declared;
import io.castellan.model.Observed;
import io.castellan.model.ResourceId;
import io.castellan.model.Triple;
import io.castellan.resource.Scope;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three sides of all resources of one kind. Each side is in the order of its ids, so all are walked once and at the same time, and
 * nothing is looked up.
 */
final class SideBySide<D, O> {
    private final Scope<D> scope;
    private final Map<ResourceId, Observed<O>> observed;

    SideBySide(Scope<D> scope, Map<ResourceId, Observed<O>> observed) {
        this.scope = scope;
        this.observed = observed;
    }

    /** In the order of the ids. */
    void forEach(Consumer<Triple<D, O>> visitor) {
        var desired = new Side<>(scope.desired());
        var baseline = new Side<>(scope.baseline());
        var seen = new Side<>(observed);
        Baseline<D> none = Baseline.none();
        Observed<O> missing = Observed.missing();
        for (var id = first(desired, baseline, seen); id != null; id = first(desired, baseline, seen)) {
            Declared<D> declared = desired.take(id);
            Baseline<D> before = baseline.take(id);
            Observed<O> live = seen.take(id);
            visitor.accept(new Triple<>(
                    id, Optional.ofNullable(declared), before == null ? none : before, live == null ? missing : live));
        }
    }

    private static @Nullable ResourceId first(Side<?> one, Side<?> other, Side<?> third) {
        return earlier(earlier(one.id(), other.id()), third.id());
    }

    private static @Nullable ResourceId earlier(@Nullable ResourceId one, @Nullable ResourceId other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** What is left of one side. */
    private static final class Side<V> {
        private final Iterator<Map.Entry<ResourceId, V>> rest;
        private Map.@Nullable Entry<ResourceId, V> next;

        Side(Map<ResourceId, V> all) {
            rest = all.entrySet().iterator();
            advance();
        }

        private void advance() {
            next = rest.hasNext() ? rest.next() : null;
        }

        @Nullable
        ResourceId id() {
            return next == null ? null : next.getKey();
        }

        /** The resource of that id, if it is the next one here. */
        @Nullable
        V take(ResourceId id) {
            if (next == null || !next.getKey().equals(id)) {
                return null;
            }
            var value = next.getValue();
            advance();
            return value;
        }
    }
}
