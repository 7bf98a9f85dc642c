package io.castellan.cli;

import io.castellan.access.Debt;
import io.castellan.access.Debts;
import io.castellan.access.Judge;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Lets a second person say that they looked at what was applied with the glass broken. */
final class SignOff {
    private final Session session;
    private final Governance governance;
    private final GitLedger ledger;
    private final String environment;

    SignOff(Session session, Workspace workspace, Governance governance, String environment) {
        this.session = session;
        this.governance = governance;
        this.ledger = workspace.ledger(environment).orElseThrow();
        this.environment = environment;
    }

    ExitCode run(int sequence, String comment, boolean yes, Signing signing) {
        var debt = find(sequence);
        var changes = debt.intent().changes();
        session.out().println(debt.told().said() + (changes.isEmpty() ? ". It changed nothing." : ". It changed:"));
        changes.forEach(change -> session.out().println("  " + change.id()));
        session.out().flush();
        if (governance.debts(List.of()).stream().noneMatch(debt::equals)) {
            session.out().println("It is signed off already.");
            return ExitCode.OK;
        }
        if (!yes) {
            Question.requireYes(
                    session, "Sign off that the glass was broken in apply #" + sequence + "?", "nothing was signed");
        }
        var now = session.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        var approval = new Approval(
                debt.intent().target(),
                ledger.head(),
                List.of(debt.digest()),
                Collections.unmodifiableSortedMap(new TreeMap<>()),
                Verdict.APPROVE,
                comment,
                now,
                now.plus(Judge.LONGEST));
        var version = governance.version();
        var vote = signing.give(approval, version, now, one -> Debts.objection(debt, one.voter(), version));
        session.out().println("Signed off by " + vote.voter().name() + ": apply #" + sequence + ".");
        return ExitCode.OK;
    }

    private Debt find(int sequence) {
        var entries = ledger.entries();
        if (sequence < 1 || sequence > entries.size()) {
            throw nothing("the ledger of " + environment + " has no apply #" + sequence);
        }
        return Debt.of(entries.get(sequence - 1).intent())
                .orElseThrow(() -> nothing("in apply #" + sequence + " of " + environment + " nothing was left out"));
    }

    private Failure nothing(String why) {
        return new Failure(
                ExitCode.INPUT,
                Problem.error(CliCodes.NOTHING_TO_SIGN_OFF, why)
                        .withHint("'castellan approvals " + environment + "' shows what is to be signed off"));
    }
}
