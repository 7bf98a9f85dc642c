package io.castellan.resource;

import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that is declared, of all kinds. Immutable. */
public final class Declarations {
    private static final Declarations NONE = new Declarations(Map.of());

    private final Map<ResourceId, Declared<?>> byId;
    private final Map<String, Map<ResourceId, ? extends Declared<?>>> ofKind = new ConcurrentHashMap<>();

    private Declarations(Map<ResourceId, Declared<?>> byId) {
        this.byId = Collections.unmodifiableMap(byId);
    }

    public static Declarations none() {
        return NONE;
    }

    /** @throws IllegalArgumentException if a resource is declared twice */
    public static Declarations of(Collection<? extends Declared<?>> declared) {
        var sorted = new ArrayList<Declared<?>>(declared);
        sorted.sort((one, other) -> one.id().compareTo(other.id()));
        var map =
                new LinkedHashMap<ResourceId, Declared<?>>(sorted.size() * 4 / 3 + 1); // ordered, and found by its hash
        for (var one : sorted) {
            if (map.put(one.id(), one) != null) {
                throw new IllegalArgumentException("declared twice: " + one.id());
            }
        }
        return new Declarations(map);
    }

    /**
     * Those of one kind, in the order of their ids.
     *
     * @throws ClassCastException if a declaration under this kind's name is of another type: a defect of its section
     */
    @SuppressWarnings("unchecked") // gathered for this key's types only
    public <D> Map<ResourceId, Declared<D>> of(KindKey<D, ?> kind) {
        return (Map<ResourceId, Declared<D>>) ofKind.computeIfAbsent(kind.name(), name -> gather(kind));
    }

    @SuppressWarnings("unchecked") // each one is asked for its type
    private <D> Map<ResourceId, Declared<D>> gather(KindKey<D, ?> kind) {
        var map = new LinkedHashMap<ResourceId, Declared<D>>(); // filled in order, without comparing names again
        byId.forEach((id, declared) -> {
            if (id.kind().equals(kind.name())) {
                if (!kind.declared().isInstance(declared.spec())) {
                    throw new ClassCastException(
                            id + " is no " + kind.declared().getName());
                }
                map.put(id, (Declared<D>) declared);
            }
        });
        return Collections.unmodifiableMap(map);
    }

    public Map<ResourceId, Declared<?>> all() {
        return byId;
    }
}
