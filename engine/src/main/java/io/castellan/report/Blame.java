package io.castellan.report;

import io.castellan.diagnostics.Place;
import io.castellan.model.Intent;
import io.castellan.model.LedgerEntry;
import io.castellan.model.ResourceId;
import io.castellan.model.Value;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where each field of a resource comes from, as far as it was applied.
 *
 * @param deletion by what the resource was deleted; empty where it was not
 * @param declared whether what was applied last still declares it
 * @param open an apply that did not end and may have changed it
 * @param fields by path
 * @param touching the commits that touched its declaration, where no entry tells of a field
 */
public record Blame(
        String environment,
        ResourceId id,
        Optional<Origin> deletion,
        boolean declared,
        Optional<LedgerEntry> open,
        List<Field> fields,
        List<Source> touching) {
    public Blame {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(deletion, "deletion");
        Objects.requireNonNull(open, "open");
        fields = List.copyOf(fields);
        touching = List.copyOf(touching);
    }

    /**
     * A field as it was last changed.
     *
     * @param before what it was before that
     * @param value unset where it was taken away
     */
    public record Field(String path, Value before, Value value, Origin origin) {
        public Field {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(origin, "origin");
        }
    }

    /**
     * An apply, and the commit behind it.
     *
     * @param source who wrote it; empty where no commit did, as where the apply put back what somebody had changed by hand
     * @param at where it is declared; empty where it is no longer
     */
    public record Origin(Intent intent, Optional<Source> source, Optional<Place> at) {
        public Origin {
            Objects.requireNonNull(intent, "intent");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A commit.
     *
     * @param author as its text says
     */
    public record Source(String commit, String author, String subject, Instant at) {
        public Source {
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(author, "author");
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(at, "at");
        }
    }
}
