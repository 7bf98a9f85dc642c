package io.castellan.cli;

import io.castellan.access.Debt;
import io.castellan.access.Identity;
import io.castellan.access.Judgement;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.promote.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who approved what, and what is missing. */
@Command(
        name = "approvals",
        description = {
            "Show how far the changes of a commit are approved: what each needs, who wrote it, who approved or rejected it.",
            "Also, where the glass was broken and nobody signed it off. Ends with 0 if all of it may be executed by whoever may",
            "execute, 3 if not."
        },
        footer = {
            "",
            "Examples:",
            "  castellan approvals prod                           the protected branch, or what is checked out",
            "  castellan approvals prod --commit pull/42          before it is merged",
            "  castellan approvals prod --full                    each change, with the digest that people approve",
            "  castellan approvals prod --as jenkins:ci:deployer  as it is for this executor"
        })
final class ApprovalsCommand implements Subcommand {
    private final Session session;

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment whose changes are looked at.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(
            names = "--commit",
            paramLabel = "REV",
            description =
                    "The commit, branch or tag. If it is not merged yet, what counts under a trust is what it comes to when it is. By default the protected branch under a trust, otherwise what is checked out.")
    private @Nullable String commit;

    @Mixin
    private TargetOption targets = new TargetOption();

    @Mixin
    private ApprovalOption approvals = new ApprovalOption();

    @Option(
            names = "--as",
            paramLabel = "IDENTITY",
            description = "Who would execute; nobody in particular by default.")
    private @Nullable String as;

    @Option(
            names = "--full",
            description =
                    "Tell of each change for itself, with its digest; by default those that stand alike are told together.")
    private boolean full;

    ApprovalsCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        Loading.prepare();
        try (var workspace = trust.open(session, where).proposing()) {
            var outcome = Proposal.of(session, workspace, workspace.proposed(Optional.ofNullable(commit)));
            outcome.notes().forEach(this::tell);
            var at = outcome.at();
            workspace.choose(List.of(environment), Optional.of(at));
            var engine = new Engine(session, workspace);
            var handed = approvals.read(session);
            var governance = engine.requireGovernance(environment, at, handed);
            governance.debts(handed).stream().map(Debt::told).forEach(session.out()::println);
            var ready = engine.load(environment, workspace.filesAt(environment, at), engine::reading);
            try (var contact = ready.reached().take()) {
                var plan = engine.plan(ready.loaded(), targets.ids(), contact).plan();
                ready.loaded().warnings().forEach(this::tell);
                var shown = engine.shown(plan, ready.loaded());
                var judgement = governance
                        .authority(new Identity(Optional.ofNullable(as).orElse("")), Optional.empty(), this::tell)
                        .judge(shown.map(all -> all.marked(plan)).orElse(plan), as != null);
                judgement.notes().forEach(this::tell);
                return show(judgement, governance.pending(), shown);
            }
        }
    }

    private void tell(Problem problem) {
        session.err().println(problem);
    }

    private ExitCode show(Judgement judgement, Optional<Judgement.Control> control, Optional<Shown> shown) {
        var out = session.out();
        control.ifPresent(
                pending -> out.println("✗ " + String.join(", ", pending.change().parts()) + "  " + pending.standing()));
        var standings = new Standings(judgement.standings(), shown);
        (full ? standings.each() : standings.together()).forEach(out::println);
        if (judgement.standings().isEmpty() && control.isEmpty()) {
            out.println("Nothing to approve.");
        }
        var refusals = new ArrayList<>(shown.map(Shown::refusals).orElse(List.of()));
        refusals.addAll(judgement.refusals());
        if (refusals.isEmpty()) {
            return ExitCode.OK;
        }
        throw new Failure(ExitCode.REFUSED, refusals);
    }
}
