package io.castellan.access;

import io.castellan.model.Approval;
import java.util.Objects;

/**
 * An approval or rejection whose signature was found good, or that a host tells of, whoever gave it.
 *
 * @param voter who, by the policy in force
 * @param source how that was proved, for example {@code ssh}
 */
public record Vote(Actor voter, Approval.Signed signed, String source) {
    /** The source of an approval that its giver signed; every other one is a host, whose word it is. */
    public static final String SIGNED = "ssh";

    public Vote {
        Objects.requireNonNull(voter, "voter");
        Objects.requireNonNull(signed, "signed");
        Objects.requireNonNull(source, "source");
    }

    /** Whether the person signed it, and no host for one of its accounts. */
    boolean isOwnWord() {
        return source.equals(SIGNED) && approval().account().isEmpty();
    }

    Approval approval() {
        return signed.approval();
    }
}
