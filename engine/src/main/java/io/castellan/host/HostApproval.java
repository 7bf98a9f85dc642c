package io.castellan.host;

import io.castellan.model.Approval;
import java.util.Objects;

/**
 * What somebody's review says of changes.
 *
 * @param account whose, as the policy writes it, for example {@code github:reviewer}
 * @param source the host's kind
 * @param facts on what it rests, as {@link ReviewFacts} writes them
 */
public record HostApproval(Approval approval, String account, String source, String facts) {
    public HostApproval {
        Objects.requireNonNull(approval, "approval");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(facts, "facts");
    }

    /** Together with what it rests on, as it is recorded. */
    public Approval.Signed recorded() {
        return new Approval.Signed(approval, facts);
    }
}
