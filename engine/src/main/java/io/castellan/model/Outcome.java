package io.castellan.model;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Intent.Executor;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of an intent.
 *
 * @param sequence the intent's
 * @param changes one for each change of the intent
 * @param endedBy who went on with it, or gave it up, after it was killed; empty where who began it ended it, in one run
 */
public record Outcome(
        long sequence,
        Result result,
        List<ChangeOutcome> changes,
        ExitCode exitCode,
        Instant at,
        Optional<Executor> endedBy) {
    public Outcome {
        Objects.requireNonNull(result, "result");
        changes = List.copyOf(changes);
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(endedBy, "endedBy");
    }

    /** Of what was ended by the run that began it. */
    public Outcome(long sequence, Result result, List<ChangeOutcome> changes, ExitCode exitCode, Instant at) {
        this(sequence, result, changes, exitCode, at, Optional.empty());
    }

    /** How the apply ended as a whole. */
    public enum Result {
        /** Every change is live, or there was none: what is declared is recorded as applied. */
        APPLIED,
        /** Something is live and something is not, or it is not known. */
        PARTIAL,
        /** Nothing was changed. */
        NOTHING,
        /** The apply was given up for another commit; told from reading the cluster. */
        ABANDONED,
        /** The end of an adoption: nothing was changed, and nothing is recorded as applied. */
        ADOPTED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** As written in formats: lower case. */
        public String word() {
            return word;
        }
    }

    /** What came of one change. */
    public record ChangeOutcome(Digest digest, ResourceId id, ChangeResult result, String message, Instant at) {
        public ChangeOutcome {
            Objects.requireNonNull(digest, "digest");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(at, "at");
        }
    }

    /** Where a change stands after the apply. */
    public enum ChangeResult {
        /** Sent and read back. */
        APPLIED,
        /** Sent and acknowledged; Kafka does not give it back. */
        ACCEPTED,
        /** Found done when its turn came. */
        ALREADY,
        /** Kafka refused it; the message says why. */
        FAILED,
        /** Somebody else changed the resource since the plan. */
        STALE,
        /** Not begun, because something before it did not end well. */
        NOT_RUN,
        /** Sent without an answer, and reading does not tell. */
        INDETERMINATE;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** As written in formats: lower case with hyphens. */
        public String word() {
            return word;
        }

        /** Whether the declaration is live now. */
        public boolean good() {
            return switch (this) {
                case APPLIED, ACCEPTED, ALREADY -> true;
                case FAILED, STALE, NOT_RUN, INDETERMINATE -> false;
            };
        }
    }
}
