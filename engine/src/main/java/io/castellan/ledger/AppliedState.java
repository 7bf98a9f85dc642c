package io.castellan.ledger;

import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import java.time.Instant;
import java.util.Objects;

/**
 * A state as it was applied, ordered by when.
 *
 * @param sequence of the ledger entry
 * @param at when; it decides which overrides were in force
 */
public record AppliedState(long sequence, StateCommit state, Instant at) implements Comparable<AppliedState> {
    public AppliedState {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(at, "at");
    }

    /** The state of an entry. */
    public static AppliedState of(LedgerEntry entry) {
        var intent = entry.intent();
        return new AppliedState(intent.sequence(), intent.state(), intent.at());
    }

    @Override
    public int compareTo(AppliedState other) {
        return Long.compare(sequence, other.sequence);
    }
}
