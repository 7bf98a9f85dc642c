package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.json.PlanFormat;
import io.castellan.model.Plan;
import io.castellan.report.PlanHtml;
import io.castellan.report.PlanMarkdown;
import io.castellan.report.PlanReport;
import io.castellan.report.PlanText;
import io.castellan.report.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints plans and keeps them in files. */
final class PlanOutput {
    private final Session session;

    PlanOutput(Session session) {
        this.session = session;
    }

    /** As text without colours, to a stream that is not for results. */
    void printTo(PrintWriter stream, Plan plan) {
        new PlanText(Style.PLAIN).write(plan, stream);
        stream.flush();
    }

    void print(Plan plan, ReportFormat format) {
        report(format).write(plan, session.out());
        session.out().flush();
    }

    private PlanReport report(ReportFormat format) {
        return switch (format) {
            case text -> new PlanText(Style.of(session.screen().colouredOut()));
            case markdown -> new PlanMarkdown();
            case html -> new PlanHtml();
            case json -> PlanOutput::json;
        };
    }

    private static void json(Plan plan, Appendable out) {
        try {
            out.append(new String(PlanFormat.write(plan), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void save(Plan plan, Path file) {
        try {
            Files.write(session.directory().resolve(file), PlanFormat.write(plan));
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(
                            CliCodes.NOT_WRITTEN, "the plan could not be written to " + file + ": " + e.getMessage()),
                    e);
        }
    }

    Plan read(Path file) {
        try {
            return PlanFormat.read(
                    file.toString(), Files.readAllBytes(session.directory().resolve(file)));
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.INPUT,
                    Problem.error(CliCodes.NOT_READ, "the plan " + file + " could not be read: " + e.getMessage()),
                    e);
        }
    }

    /** How a plan ends the command that made it. */
    static ExitCode exitCode(Plan plan, boolean detailed) {
        var code = plan.complete() ? ExitCode.OK : ExitCode.UNREACHABLE;
        if (!plan.refused().isEmpty()) {
            code = ExitCode.worst(code, ExitCode.REFUSED);
        }
        return detailed && plan.summary().hasDifferences() ? ExitCode.worst(code, ExitCode.DIFFERENCES) : code;
    }
}
