package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a kept plan. */
@Command(
        name = "show",
        description = "Show a plan that was kept with 'castellan plan --out'.",
        footer = {"", "Examples:", "  castellan show prod.plan", "  castellan show prod.plan --format html > prod.html"
        })
final class ShowCommand implements Subcommand {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The kept plan.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, markdown or html; text by default.")
    private ReportFormat format = ReportFormat.text;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public ExitCode run() {
        var output = new PlanOutput(session);
        output.print(output.read(file), format);
        return ExitCode.OK;
    }
}
