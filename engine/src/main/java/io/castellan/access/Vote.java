package io.castellan.access;

import io.castellan.model.Approval;
import java.util.Objects;

/**
 * An approval or rejection whose signature was found good, whoever gave it.
 *
 * @param voter who, by the policy in force
 * @param source how that was proved, for example {@code ssh}
 */
public record Vote(Actor voter, Approval.Signed signed, String source) {
    public Vote {
        Objects.requireNonNull(voter, "voter");
        Objects.requireNonNull(signed, "signed");
        Objects.requireNonNull(source, "source");
    }

    Approval approval() {
        return signed.approval();
    }
}
