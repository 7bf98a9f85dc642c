package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Plan;
import java.nio.file.Path;
import java.util.List;
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
            "  castellan plan prod --format markdown              for a pull request",
            "  castellan plan prod --detailed-exitcode            2 if something differs"
        })
final class PlanCommand implements Subcommand {
    private final Session session;

    @Parameters(paramLabel = "ENVIRONMENT", description = "The environment to plan.")
    private String environment = "";

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Mixin
    private CommitOption commit = new CommitOption();

    @Mixin
    private TargetOption targets = new TargetOption();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Keep the plan in a file, for 'castellan apply --plan'.")
    private @Nullable Path out;

    @Option(names = "--format", defaultValue = "text", description = "text, json, markdown or html; text by default.")
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
        try (var workspace = trust.open(session, where)) {
            var at = commit.resolve(workspace);
            workspace.requireNotOlder(environment, at);
            workspace.choose(List.of(environment), at);
            var engine = new Engine(session, workspace);
            var ready = engine.load(environment, workspace.files(environment, at), engine::reading);
            var plan = plan(engine, ready);
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

    private Plan plan(Engine engine, Engine.Ready<Contact> ready) {
        try (var contact = ready.reached().take()) {
            return engine.withWarnings(
                    engine.plan(ready.loaded(), targets.ids(), contact).plan(), ready.loaded());
        }
    }
}
