package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.report.Drift;
import io.castellan.report.DriftJson;
import io.castellan.report.DriftText;
import io.castellan.report.Style;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which clusters are not as declared. */
@Command(
        name = "drift",
        description = "Tell which environments differ from what is declared for them. Changes nothing.",
        footer = {
            "",
            "Ends with 2 if one differs, 6 if one could not be read, 3 if one has refused changes.",
            "",
            "Examples:",
            "  castellan drift dev prod",
            "  castellan drift --all --commit main --format json"
        })
final class DriftCommand implements Subcommand {
    private final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "ENVIRONMENT",
            completionCandidates = EnvironmentNames.class,
            description = "The environments to look at.")
    private List<String> environments = List.of();

    @Option(names = "--all", description = "All environments.")
    private boolean all;

    @Mixin
    private EnvironmentsOption where = new EnvironmentsOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Mixin
    private CommitOption commit = new CommitOption();

    /** How drift is printed. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json; text by default.")
    private Format format = Format.text;

    DriftCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() throws InterruptedException {
        if (all != environments.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name environments, or write --all");
        }
        try (var workspace = trust.open(session, where)) {
            var at = commit.resolve(workspace).or(workspace::protectedTip);
            var drifts = new DriftLook(session, workspace).at(workspace.choose(environments, at), name -> at);
            switch (format) {
                case text -> new DriftText(Style.of(session.screen().colouredOut())).write(drifts, session.out());
                case json ->
                    session.out()
                            .print(new String(
                                    new DriftJson(Engine.tool())
                                            .write(drifts, session.clock().instant()),
                                    StandardCharsets.UTF_8));
            }
            session.out().flush();
            drifts.forEach(drift -> drift.plan()
                    .flatMap(plan -> NotInForce.of(plan.notes()))
                    .ifPresent(note -> session.err().println(drift.environment() + ": " + note)));
            return drifts.stream().map(DriftCommand::exitCode).reduce(ExitCode.OK, ExitCode::worst);
        }
    }

    private static ExitCode exitCode(Drift drift) {
        return switch (drift.status()) {
            case IN_SYNC -> ExitCode.OK;
            case DRIFTED ->
                drift.plan().map(plan -> PlanOutput.exitCode(plan, true)).orElse(ExitCode.DIFFERENCES);
            case INCOMPLETE, UNREACHABLE -> ExitCode.UNREACHABLE;
            case REFUSED -> ExitCode.REFUSED;
        };
    }
}
