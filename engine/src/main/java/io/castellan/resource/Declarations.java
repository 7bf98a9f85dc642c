package io.castellan.resource;

import io.castellan.model.Declared;
import io.castellan.model.ResourceId;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everything that is declared, of all kinds. Immutable. */
public final class Declarations {
    private static final Declarations NONE = new Declarations(new TreeMap<>());

    /** Found by their hashes, and in order. */
    private final SortedMap<String, Map<ResourceId, Declared<?>>> byKind;

    private final Map<ResourceId, Declared<?>> all;
    private final Set<String> checked = ConcurrentHashMap.newKeySet();

    private Declarations(SortedMap<String, Map<ResourceId, Declared<?>>> byKind) {
        this.byKind = byKind;
        this.all = new OfAllKinds(byKind);
    }

    public static Declarations none() {
        return NONE;
    }

    /** @throws IllegalArgumentException if a resource is declared twice */
    public static Declarations of(Collection<? extends Declared<?>> declared) {
        var sorted = new ArrayList<Declared<?>>(declared);
        sorted.sort((one, other) -> one.id().compareTo(other.id()));
        var byKind = new TreeMap<String, Map<ResourceId, Declared<?>>>();
        var kind = "";
        Map<ResourceId, Declared<?>> map = new LinkedHashMap<>();
        for (var one : sorted) {
            var id = one.id();
            if (!id.kind().equals(kind)) {
                kind = id.kind();
                map = new LinkedHashMap<>();
                byKind.put(kind, Collections.unmodifiableMap(map));
            }
            if (map.put(id, one) != null) {
                throw new IllegalArgumentException("declared twice: " + id);
            }
        }
        return new Declarations(byKind);
    }

    /**
     * The same with other declarations of some resources.
     *
     * @throws IllegalArgumentException if one of these is not declared yet
     */
    public Declarations with(Collection<? extends Declared<?>> others) {
        var changed = new TreeMap<String, Map<ResourceId, Declared<?>>>();
        for (var one : others) {
            var map = changed.computeIfAbsent(
                    one.id().kind(), kind -> new LinkedHashMap<>(byKind.getOrDefault(kind, Map.of())));
            if (map.put(one.id(), one) == null) {
                throw new IllegalArgumentException("not declared yet: " + one.id());
            }
        }
        var result = new TreeMap<>(byKind);
        changed.forEach((kind, map) -> result.put(kind, Collections.unmodifiableMap(map)));
        return new Declarations(result);
    }

    /**
     * Those of one kind, in the order of their ids.
     *
     * @throws ClassCastException if a declaration under this kind's name is of another type: a defect of its section
     */
    @SuppressWarnings("unchecked") // each one is asked for its type
    public <D> Map<ResourceId, Declared<D>> of(KindKey<D, ?> kind) {
        var declared = byKind.getOrDefault(kind.name(), Map.of());
        if (!checked.contains(kind.name())) {
            declared.values().forEach(one -> requireOf(kind, one));
            checked.add(kind.name());
        }
        return (Map<ResourceId, Declared<D>>) (Map<ResourceId, ?>) declared;
    }

    private static void requireOf(KindKey<?, ?> kind, Declared<?> declared) {
        if (!kind.declared().isInstance(declared.spec())) {
            throw new ClassCastException(
                    declared.id() + " is no " + kind.declared().getName());
        }
    }

    /** In the order of their ids. */
    public Map<ResourceId, Declared<?>> all() {
        return all;
    }

    /** The maps of the kinds, one after the other. */
    private static final class OfAllKinds extends AbstractMap<ResourceId, Declared<?>> {
        private final SortedMap<String, Map<ResourceId, Declared<?>>> byKind;

        OfAllKinds(SortedMap<String, Map<ResourceId, Declared<?>>> byKind) {
            this.byKind = byKind;
        }

        @Override
        public @Nullable Declared<?> get(@Nullable Object key) {
            return key instanceof ResourceId id
                    ? byKind.getOrDefault(id.kind(), Map.of()).get(id)
                    : null;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Entry<ResourceId, Declared<?>>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<ResourceId, Declared<?>>> iterator() {
                    return new OneAfterTheOther<>(byKind.values().iterator());
                }

                @Override
                public int size() {
                    return byKind.values().stream().mapToInt(Map::size).sum();
                }
            };
        }
    }

    private static final class OneAfterTheOther<K, V> implements Iterator<Map.Entry<K, V>> {
        private final Iterator<Map<K, V>> maps;
        private Iterator<Map.Entry<K, V>> entries = Collections.emptyIterator();

        OneAfterTheOther(Iterator<Map<K, V>> maps) {
            this.maps = maps;
        }

        @Override
        public boolean hasNext() {
            while (!entries.hasNext() && maps.hasNext()) {
                entries = maps.next().entrySet().iterator();
            }
            return entries.hasNext();
        }

        @Override
        public Map.Entry<K, V> next() {
            return hasNext()
                    ? entries.next()
                    : Collections.<Map.Entry<K, V>>emptyIterator().next();
        }
    }
}
