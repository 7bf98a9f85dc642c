package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Plan;
import io.castellan.model.SourceFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an apply would change. */
@Command(
        name = "plan",
        description =
                "Compare an environment's state with its live cluster and show what would change. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  castellan plan dev                                 from the files on disk",
            "  castellan plan prod --commit main --out prod.plan  to be applied as it is",
            "  castellan plan prod --against origin/main          before it is merged",
            "  castellan plan prod --detailed-exitcode            2 if something differs"
        })
final class PlanCommand implements Subcommand {
    private final Session session;

    @Parameters(
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environment to plan.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Mixin
    private CommitOption commit = new CommitOption();

    @Option(
            names = "--against",
            paramLabel = "REV",
            description =
                    "For a commit that is proposed: take the way to the cluster and its protection from this commit"
                            + " of the protected branch. With --trust that is so for files on disk, too. See also 'castellan ci'.")
    private @Nullable String against;

    @Mixin
    private TargetOption targets = new TargetOption();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Keep the plan in a file, for 'castellan apply --plan'.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, markdown or html; text by default.")
    private ReportFormat format = ReportFormat.text;

    @Option(
            names = "--detailed-exitcode",
            description = "End with 2 if the cluster differs, 0 if not; refusals end with 3 in any case.")
    private boolean detailedExitCode;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        Loading.prepare();
        try (var workspace = open()) {
            var engine = new Engine(session, workspace);
            var plan = plan(engine, workspace);
            var output = new PlanOutput(session);
            output.print(plan, format);
            if (out != null) {
                output.save(plan, out);
                session.err()
                        .println("The plan is kept in " + out + "; apply it with 'castellan apply " + environment
                                + " --plan " + out + "'.");
            }
            return PlanOutput.exitCode(plan, detailedExitCode);
        }
    }

    private Workspace open() {
        var workspace = trust.open(session, where);
        return against == null ? workspace : workspace.proposing();
    }

    private Plan plan(Engine engine, Workspace workspace) {
        workspace.prepareLedger(environment);
        var at = against == null ? commit.resolve(workspace) : commit.named().map(workspace.commits()::resolve);
        workspace.choose(List.of(environment), at);
        if (against != null && at.isPresent()) {
            return proposed(engine, workspace, at.get());
        }
        var files = workspace.files(environment, at);
        // what is on disk only may be anything, and the one who trusts a branch did not say that this is it
        var control =
                against == null ? workspace.protectedTip().filter(tip -> at.isEmpty()) : protectedCommit(workspace);
        return control.map(id -> proposed(engine, new Proposal(session, workspace, id).load(environment, files)))
                .orElseGet(() -> applicable(engine, workspace, files, at));
    }

    private Optional<String> protectedCommit(Workspace workspace) {
        return Optional.of(CiCommand.against(workspace, against));
    }

    /** As it would be once it is merged. */
    private Plan proposed(Engine engine, Workspace workspace, String commit) {
        var proposal = new Proposal(session, workspace, CiCommand.against(workspace, against));
        var outcome = proposal.outcome(commit);
        workspace.choose(List.of(environment), Optional.of(outcome.at()));
        var loaded = proposal.load(environment, outcome);
        var warnings = new ArrayList<>(loaded.warnings());
        warnings.addAll(outcome.notes());
        warnings.addAll(proposal.besideEnvironments(outcome));
        proposal.behind(environment, outcome).ifPresent(warnings::add);
        return proposed(engine, new Loading.Loaded(loaded.state(), loaded.files(), warnings));
    }

    private Plan proposed(Engine engine, Loading.Loaded loaded) {
        return engine.withWarnings(engine.plan(loaded, targets.ids()).plan(), loaded);
    }

    private Plan applicable(Engine engine, Workspace workspace, SourceFiles files, Optional<String> at) {
        workspace.requireNotOlder(environment, at);
        engine.govern(environment, files);
        var ready = engine.load(environment, files, engine::reading);
        try (var contact = ready.reached().take()) {
            return engine.withWarnings(
                    engine.plan(ready.loaded(), targets.ids(), contact).plan(), ready.loaded());
        }
    }
}
