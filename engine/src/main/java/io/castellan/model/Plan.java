package io.castellan.model;

import io.castellan.diagnostics.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What would change and how.
 *
 * @param complete whether everything that matters could be read
 * @param notes what the reader must know besides the changes, in report order
 * @param changes in their natural order
 * @param steps in the order in which they run
 */
public record Plan(
        String tool,
        Instant createdAt,
        Target target,
        Origin origin,
        boolean complete,
        List<Problem> notes,
        List<Change> changes,
        List<Step> steps) {
    public Plan {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(origin, "origin");
        notes = List.copyOf(notes);
        changes = changes.stream().sorted().toList();
        steps = List.copyOf(steps);
    }

    /** The digest of the planned changes' digests. */
    public Digest digest() {
        return Digest.ofAll(planned().stream().map(Change::digest).toList());
    }

    public List<Change> planned() {
        return changes.stream()
                .filter(change -> change.disposition().isPlanned())
                .toList();
    }

    public List<Change> refused() {
        return changes.stream()
                .filter(change -> change.disposition().refusal().isPresent())
                .toList();
    }

    public Summary summary() {
        return Summary.of(changes);
    }
}
