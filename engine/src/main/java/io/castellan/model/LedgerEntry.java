package io.castellan.model;

import java.util.Objects;
import java.util.Optional;

/** An intent and, once the apply ended, its outcome. The plan stays in the ledger until somebody asks for it. */
public record LedgerEntry(Intent intent, Optional<Outcome> outcome) {
    public LedgerEntry {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(outcome, "outcome");
    }

    public boolean isOpen() {
        return outcome.isEmpty();
    }
}
