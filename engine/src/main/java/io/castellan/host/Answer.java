package io.castellan.host;

import java.util.Optional;

/** Whether something is so, as far as the host tells. */
public enum Answer {
    YES,
    NO,
    /** The token may not see it, or the host does not say it. */
    UNKNOWN;

    static Answer of(boolean truth) {
        return truth ? YES : NO;
    }

    static Answer of(Optional<Boolean> truth) {
        return truth.map(Answer::of).orElse(UNKNOWN);
    }

    /** Where two rules hold, and either is enough. */
    Answer or(Answer other) {
        if (this == YES || other == YES) {
            return YES;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : NO;
    }

    Answer and(Answer other) {
        return not().or(other.not()).not();
    }

    Answer not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
