package io.castellan.model;

import io.castellan.diagnostics.Place;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * One field before and after.
 *
 * @param path for example {@code config.retention.ms}
 * @param at where the new value is declared; empty where it is withdrawn or only observed
 */
public record FieldChange(String path, Value before, Value after, Optional<Place> at)
        implements Comparable<FieldChange> {
    private static final Comparator<FieldChange> ORDER = Comparator.comparing(FieldChange::path);

    public FieldChange {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(at, "at");
    }

    @Override
    public int compareTo(FieldChange other) {
        return ORDER.compare(this, other);
    }
}
