package io.castellan.apply;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.gate.Authority;
import io.castellan.ledger.Ledger;
import io.castellan.ledger.LedgerCodes;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.Purpose;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.WholeSecond;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Begins the record of an environment: from here on, this cluster, from this commit, under this policy, by whose word. It claims of
 * no resource that it is applied, so that it is neither a baseline nor evidence; the cluster is not touched.
 */
public final class Adoption {
    private final Ledger ledger;
    private final Clock clock;

    public Adoption(Ledger ledger, Clock clock) {
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** @throws Failure REFUSED where there is a record already: it is begun once */
    public static void requireNoRecord(String environment, Ledger ledger) {
        var entries = ledger.entries();
        if (!entries.isEmpty()) {
            throw new Failure(
                    ExitCode.REFUSED,
                    Problem.error(
                                    LedgerCodes.BEGUN,
                                    "the record of " + environment + " was begun at "
                                            + WholeSecond.of(
                                                    entries.get(0).intent().at()) + " and has " + entries.size()
                                            + (entries.size() == 1 ? " entry" : " entries"))
                            .withHint("nothing is to be done; 'castellan history " + environment + "' tells it"));
        }
    }

    /**
     * @param plan of the state on the cluster, with the ledger's head as it was read; only its target and its origin are recorded
     * @throws Failure REFUSED if the policy does not let the executor; STALE if somebody else was faster; UNREACHABLE if it cannot be
     *     written
     */
    public void record(Plan plan, StateCommit state, Executor executor, Authority authority, String tool) {
        var nothing = new Plan(
                plan.tool(),
                plan.createdAt(),
                plan.target(),
                plan.origin(),
                plan.complete(),
                List.of(),
                List.of(),
                List.of());
        var refusals = new ArrayList<Problem>();
        var warrant = authority.grant(nothing, refusals::add).warrant();
        if (!refusals.isEmpty()) {
            throw new Failure(ExitCode.REFUSED, refusals);
        }
        requireNoRecord(plan.target().environment(), ledger);
        var intent = new Intent(
                ledger.nextSequence(),
                plan.target(),
                state,
                List.of(),
                List.of(),
                List.of(),
                executor,
                warrant,
                tool,
                clock.instant(),
                Purpose.ADOPTION);
        ledger.append(intent, nothing);
        ledger.append(new Outcome(intent.sequence(), Result.ADOPTED, List.of(), ExitCode.OK, clock.instant()));
    }
}
