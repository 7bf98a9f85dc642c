package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.ResourceId;
import java.util.Objects;
import java.util.Optional;

/**
 * What was done and must still be answered for.
 *
 * @param entry of the ledger, in which it was done
 * @param id the resource that it is about; empty where it is the apply as a whole
 * @param told what it is, and how it is paid
 */
public record OpenDebt(Kind kind, long entry, Optional<ResourceId> id, Problem told) {
    public OpenDebt {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(told, "told");
    }

    /** What is owed. */
    public enum Kind {
        /** Another person's sign-off: the glass was broken. */
        SIGN_OFF("signOff"),
        /** The same change where state comes from: it was made without evidence. */
        PROMOTION("promotion");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As written in formats. */
        String word() {
            return word;
        }
    }
}
