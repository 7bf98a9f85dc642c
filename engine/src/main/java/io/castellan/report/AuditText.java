package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.report.AuditReport.Finding;
import io.castellan.report.Style.Ink;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The findings of an audit, environment by environment, and at the end one line for each. */
public final class AuditText {
    private final Style style;

    public AuditText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    public void write(List<AuditReport> reports, Appendable out) {
        var sheet = new Sheet(out);
        for (var report : reports) {
            if (!report.findings().isEmpty()) {
                sheet.line(style.paint(Ink.HEADING, Visible.of(report.environment())));
                report.findings().forEach(finding -> finding(finding, sheet));
                sheet.blank();
            }
        }
        int names = reports.stream()
                .mapToInt(report -> Visible.width(Visible.of(report.environment())))
                .max()
                .orElse(0);
        reports.forEach(
                report -> sheet.line(Visible.pad(Visible.of(report.environment()), names) + "  " + verdict(report)));
    }

    private void finding(Finding finding, Sheet sheet) {
        var problem = finding.problem();
        var at = finding.entry().map(number -> "#" + number + " ").orElse("")
                + finding.commit()
                        .map(commit -> style.paint(Ink.FAINT, Origins.abbreviated(commit)) + " ")
                        .orElse("");
        sheet.line("  " + at + ProblemLine.of(withoutPlace(problem), style));
    }

    /** The entry says where. */
    private static Problem withoutPlace(Problem problem) {
        return new Problem(problem.code(), problem.severity(), Optional.empty(), problem.message(), problem.hint());
    }

    private String verdict(AuditReport report) {
        if (report.head().isEmpty() && report.good()) {
            return "nothing was recorded yet";
        }
        var read = Units.plural(report.entries(), "entry", "entries") + " read"
                + report.head().map(head -> ", head " + Visible.of(head)).orElse("");
        return report.good()
                ? style.paint(Ink.CALM, "good") + "  " + read
                : style.paint(Ink.ALARM, "wrong") + "  " + read + ", "
                        + Units.plural(
                                report.findings().stream()
                                        .filter(finding -> finding.problem().isError())
                                        .count(),
                                "finding",
                                "findings");
    }
}
