package io.castellan.cli;

import io.castellan.apply.Adoption;
import io.castellan.diagnostics.ExitCode;
import io.castellan.gate.Authority;
import io.castellan.ledger.Ledger;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Plan;
import io.castellan.model.ShortId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins the record of an environment. */
@Command(
        name = "init",
        description = {
            "Begin the record of an environment: its first entry says which cluster, commit and policy hold from here on, and who says so.",
            "Changes no cluster, and claims of no resource that it is applied: what is live stays unmanaged until an apply."
        },
        footer = {
            "",
            "Write down the head that it prints: with it 'audit --witness' tells whether the record was begun anew since.",
            "",
            "Examples:",
            "  castellan ledger init dev                                        the commit that is checked out",
            "  castellan ledger init prod --trust trust.yaml --ledger-key ci.key --as jenkins:ci:deployer"
        })
final class LedgerInitCommand implements Subcommand {
    private final Session session;

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment whose record begins.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--commit",
            paramLabel = "REV",
            description = "The commit, branch or tag to begin with; by default the commit that is checked out.")
    private @Nullable String commit;

    @Mixin
    private ExecutorOption as = new ExecutorOption();

    @Mixin
    private LedgerKeyOption ledgerKey = new LedgerKeyOption();

    @Mixin
    private ApprovalOption approvals = new ApprovalOption();

    @Mixin
    private YesOption yes = new YesOption();

    LedgerInitCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        Loading.prepare();
        try (var workspace = trust.open(session, where)) {
            var at = workspace.resolve(Optional.ofNullable(commit).orElse("HEAD"));
            workspace.choose(List.of(environment), Optional.of(at));
            var ledger = workspace.ledger(environment).orElseThrow(workspace::noRepository);
            Adoption.requireNoRecord(environment, ledger);
            var engine = new Engine(session, workspace);
            var governance = engine.govern(environment, at, approvals.read(session));
            var key = ledgerKey.open(session);
            governance.ifPresent(policy -> {
                policy.requireKey(key);
                policy.requireApart(as.identity(session));
            });
            var ready = engine.load(environment, workspace.filesAt(environment, at), known -> {
                governance.ifPresent(policy -> policy.requireTrust(known));
                return engine.reading(known);
            });
            try (var contact = ready.reached().take()) {
                NotInForce.of(ready.loaded().warnings()).ifPresent(session.err()::println);
                var plan = engine.plan(ready.loaded(), Set.of(), contact).plan();
                return begin(plan, governance, LedgerKey.over(ledger, key, governance));
            }
        }
    }

    private ExitCode begin(Plan plan, Optional<Governance> governance, Ledger ledger) {
        var origin = plan.origin();
        var state = new StateCommit(origin.commit().orElseThrow(), origin.tree().orElseThrow(), false);
        tell(plan, state, governance);
        if (!yes.given()) {
            Question.requireYes(session, "Begin the record of " + environment + " here?", "nothing was recorded");
        }
        var authority = governance
                .<Authority>map(
                        policy -> policy.authority(as.identity(session), Optional.empty(), session.err()::println))
                .orElse(Authority.none());
        new Adoption(ledger, session.clock()).record(plan, state, as.recorded(session), authority, Engine.tool());
        session.out()
                .println("Its record began. Its head, to be kept elsewhere: " + environment + "@"
                        + ledger.head().orElseThrow());
        session.out().flush();
        return ExitCode.OK;
    }

    private void tell(Plan plan, StateCommit state, Optional<Governance> governance) {
        var out = session.out();
        out.println(environment + " is adopted as it is: cluster "
                + plan.target().clusterId() + ", commit "
                + ShortId.of(state.commit()) + ", "
                + governance
                        .map(policy ->
                                "policy of " + ShortId.of(policy.version().commit()))
                        .orElse("no policy"));
        int waiting = plan.planned().size();
        out.println("Nothing is changed, and nothing counts as applied. "
                + (waiting == 0
                        ? "What is declared is live."
                        : waiting + (waiting == 1 ? " change waits" : " changes wait") + " for an apply."));
        out.flush();
    }
}
