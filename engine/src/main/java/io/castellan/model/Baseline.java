package io.castellan.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What we declared for a resource before.
 *
 * @param applied the declaration with which the resource was last applied successfully
 * @param attempted declarations whose apply began since and did not end well, oldest first: what they declared may be live
 */
public record Baseline<D>(Optional<Declared<D>> applied, List<Declared<D>> attempted) {
    public Baseline {
        Objects.requireNonNull(applied, "applied");
        attempted = List.copyOf(attempted);
    }

    public static <D> Baseline<D> none() {
        return new Baseline<>(Optional.empty(), List.of());
    }

    public static <D> Baseline<D> of(Declared<D> applied) {
        return new Baseline<>(Optional.of(applied), List.of());
    }

    public boolean isEmpty() {
        return applied.isEmpty() && attempted.isEmpty();
    }

    /** Every declaration that may have left something on the cluster. */
    public Stream<Declared<D>> all() {
        return Stream.concat(applied.stream(), attempted.stream());
    }
}
