package io.castellan.cli;

import io.castellan.access.Judgement;
import io.castellan.access.PolicyVersion;
import io.castellan.model.Warrant.Counted;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The version of a policy that is in force.
 *
 * @param before the version that was in force until now; the same where there is no other
 * @param control what another version that a commit brings was found to be; empty where it brings none
 */
record PolicyInForce(PolicyVersion version, PolicyVersion before, Optional<Judgement.Control> control) {
    PolicyInForce {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(control, "control");
    }

    /** A new version of the control set that is not approved yet. */
    Optional<Judgement.Control> pending() {
        return control.filter(one -> !one.approved());
    }

    /** The approvals by which this version came into force just now; none if it was before. */
    List<Counted> adopted() {
        return control.filter(Judgement.Control::approved)
                .map(Judgement.Control::approvals)
                .orElse(List.of());
    }
}
