package io.castellan.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * The commits that recorded an entry: full ids.
 *
 * @param intent recorded the intent, with its plan
 * @param outcome empty for an open entry
 */
public record EventCommits(String intent, Optional<String> outcome) {
    public EventCommits {
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(outcome, "outcome");
    }
}
