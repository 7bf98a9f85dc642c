package io.castellan.ledger;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Intent;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A ledger as it was appended to, commit by commit.
 *
 * @param head the newest commit; empty where nothing was recorded
 * @param entries those that can be read, oldest first
 * @param flaws what is not as it must be
 */
public record LedgerReading(Optional<String> head, List<Entry> entries, List<Flaw> flaws) {
    public LedgerReading {
        Objects.requireNonNull(head, "head");
        entries = List.copyOf(entries);
        flaws = List.copyOf(flaws);
    }

    /**
     * An entry that could be read.
     *
     * @param before the commit that the ledger stood at before the intent
     * @param commit that added the intent
     * @param plan empty where it cannot be read, or is not that of the intent; that is a flaw
     * @param ended by what commit; empty where it is open, or its outcome cannot be read
     */
    public record Entry(String before, String commit, Intent intent, Optional<Plan> plan, Optional<Ended> ended) {
        public Entry {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(intent, "intent");
            Objects.requireNonNull(plan, "plan");
            Objects.requireNonNull(ended, "ended");
        }

        Entry with(Ended outcome) {
            return new Entry(before, commit, intent, plan, Optional.of(outcome));
        }
    }

    /** @param commit that added the outcome */
    public record Ended(String commit, Outcome outcome) {
        public Ended {
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    /**
     * Something that is not as it must be.
     *
     * @param entry number of the entry; empty where it is of the ledger as a whole
     * @param commit of the ledger; empty where it is of none
     */
    public record Flaw(Optional<Long> entry, Optional<String> commit, Problem problem) {
        public Flaw {
            Objects.requireNonNull(entry, "entry");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(problem, "problem");
        }

        public static Flaw of(long entry, String commit, Problem problem) {
            return new Flaw(Optional.of(entry), Optional.of(commit), problem);
        }
    }
}
