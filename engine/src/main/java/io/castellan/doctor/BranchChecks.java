package io.castellan.doctor;

import io.castellan.ledger.GitLedger;
import io.castellan.model.ShortId;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether branches here are those of the repository that everybody shares. Pure.
 *
 * @param shared that repository, for people
 * @param trusted whether it is what a trust file names, so that commands take branches from there
 */
public record BranchChecks(String shared, boolean trusted) {

    public BranchChecks {
        Objects.requireNonNull(shared, "shared");
    }

    /**
     * The newest commit of a branch, here and there.
     *
     * @param relation any where it is not in both
     */
    public record Heads(Optional<String> here, Optional<String> there, Relation relation) {
        public Heads {
            Objects.requireNonNull(here, "here");
            Objects.requireNonNull(there, "there");
            Objects.requireNonNull(relation, "relation");
        }
    }

    /** The branch that the state is on. */
    public Finding state(String branch, Heads heads) {
        if (heads.there().isEmpty()) {
            return Finding.warning(
                    DoctorCodes.BRANCH_DIFFERS, "the branch " + branch + " is not in " + shared, "push it");
        }
        if (heads.here().isEmpty()) {
            return Finding.ok(branch + " of " + shared + " is at "
                    + ShortId.of(heads.there().get()) + "; this clone has no branch of that name");
        }
        if (heads.relation() == Relation.SAME) {
            return Finding.ok(branch + " is the same here and in " + shared + ", at "
                    + ShortId.of(heads.there().get()));
        }
        return Finding.warning(
                DoctorCodes.BRANCH_DIFFERS,
                branch + " here (" + ShortId.of(heads.here().get()) + ") "
                        + heads.relation().words() + ": in " + shared
                        + " it is at " + ShortId.of(heads.there().get())
                        + (trusted ? ", which is what is applied" : ""),
                switch (heads.relation()) {
                    case BEHIND, DIFFERENT -> "fetch, and look at what is there";
                    default -> "offer what is only here as a pull request";
                });
    }

    /** The branch that an environment's record is on. */
    public Finding ledger(String environment, Heads heads) {
        var branch = GitLedger.BRANCHES + environment;
        if (heads.there().isEmpty()) {
            return heads.here()
                    .map(here -> onlyHere(environment, branch))
                    .orElseGet(() -> Finding.ok(environment + ": nothing was recorded yet, so there is no " + branch));
        }
        var at = ShortId.of(heads.there().get());
        if (heads.here().isEmpty()
                || heads.relation() == Relation.SAME
                || trusted && heads.relation() == Relation.BEHIND) {
            return Finding.ok(environment + ": " + branch + " of " + shared + " is at " + at);
        }
        return Finding.warning(
                DoctorCodes.LEDGER_DIFFERS,
                environment + ": " + branch + " here " + heads.relation().words() + ": in " + shared + " it is at " + at
                        + (trusted ? ", which is what counts" : "; without a trust file what is here counts"),
                trusted
                        ? "an apply without the trust file recorded here; see docs/reference/trust.md"
                        : "apply with a trust file, so that all share one record");
    }

    private Finding onlyHere(String environment, String branch) {
        var message = environment + ": " + branch + " is in this clone only, not in " + shared;
        return trusted
                ? Finding.problem(
                        DoctorCodes.LEDGER_HERE_ONLY,
                        message + ", so an apply with the trust file would begin anew, without a baseline",
                        "push it once: git push " + shared + " " + branch)
                : Finding.warning(
                        DoctorCodes.LEDGER_HERE_ONLY,
                        message + ": who applies elsewhere has another record",
                        "apply with a trust file, so that all share one record");
    }
}
