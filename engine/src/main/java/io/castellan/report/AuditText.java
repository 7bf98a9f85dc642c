package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.report.AuditReport.Finding;
import io.castellan.report.Style.Ink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The findings of an audit, environment by environment; those that hold for several, once with their names; and at the end one line for
 * each environment.
 */
public final class AuditText {
    private final Style style;
    private final boolean full;

    /** @param full whether everything is said, however often; what is wrong always is */
    public AuditText(Style style, boolean full) {
        this.style = Objects.requireNonNull(style, "style");
        this.full = full;
    }

    public void write(List<AuditReport> reports, Appendable out) {
        var sheet = new Sheet(out);
        var holders = holders(reports);
        for (var report : reports) {
            block(
                    report.environment(),
                    report.findings().stream()
                            .filter(finding -> !isShared(finding, holders))
                            .toList(),
                    sheet);
        }
        var shared = new LinkedHashMap<String, List<Finding>>();
        holders.forEach((finding, names) -> {
            if (isShared(finding, holders)) {
                shared.computeIfAbsent(String.join(", ", names), key -> new ArrayList<>())
                        .add(finding);
            }
        });
        shared.forEach((names, findings) -> block(names, findings, sheet));
        int names = reports.stream()
                .mapToInt(report -> Visible.width(Visible.of(report.environment())))
                .max()
                .orElse(0);
        reports.forEach(
                report -> sheet.line(Visible.pad(Visible.of(report.environment()), names) + "  " + verdict(report)));
    }

    /** For which environments each finding holds. */
    private static Map<Finding, Set<String>> holders(List<AuditReport> reports) {
        var holders = new LinkedHashMap<Finding, Set<String>>();
        for (var report : reports) {
            report.findings()
                    .forEach(finding -> holders.computeIfAbsent(finding, key -> new LinkedHashSet<>())
                            .add(report.environment()));
        }
        return holders;
    }

    /** What is wrong is always told where it is wrong, and an entry is of one ledger only. */
    private static boolean isShared(Finding finding, Map<Finding, Set<String>> holders) {
        return finding.entry().isEmpty()
                && finding.commit().isEmpty()
                && !finding.problem().isError()
                && holders.getOrDefault(finding, Set.of()).size() > 1;
    }

    private void block(String names, List<Finding> findings, Sheet sheet) {
        if (!findings.isEmpty()) {
            sheet.line(style.paint(Ink.HEADING, Visible.of(names)));
            var advice = new Advice();
            findings.stream()
                    .filter(finding -> full || advice.shows(finding.problem()))
                    .forEach(finding -> finding(finding, sheet));
            advice.tellOthers(sheet, "  ", style, "--full says all");
            sheet.blank();
        }
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
