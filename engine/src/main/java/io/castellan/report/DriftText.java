package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.report.Style.Ink;
import java.util.List;
import java.util.Objects;

/** The drift of one or more environments: the changes of each, and at the end one line for each. */
public final class DriftText {
    private final Style style;

    public DriftText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    /** @param drifts in the order in which they are shown */
    public void write(List<Drift> drifts, Appendable out) {
        var sheet = new Sheet(out);
        for (var drift : drifts) {
            details(drift, sheet, out);
        }
        int names = drifts.stream()
                .mapToInt(drift -> Visible.width(Visible.of(drift.environment())))
                .max()
                .orElse(0);
        drifts.forEach(drift -> sheet.line(Visible.pad(Visible.of(drift.environment()), names) + "  "
                + style.paint(ink(drift.status()), drift.status().word()) + summary(drift)));
    }

    private void details(Drift drift, Sheet sheet, Appendable out) {
        var shown = drift.status() == Drift.Status.DRIFTED || drift.status() == Drift.Status.INCOMPLETE;
        drift.plan().filter(plan -> shown).ifPresent(plan -> {
            new PlanText(style).write(plan, out);
            sheet.blank();
        });
        drift.plan().filter(plan -> !shown).ifPresent(plan -> mirrored(plan, sheet));
        if (!drift.problems().isEmpty()) {
            sheet.line(style.paint(Ink.HEADING, Visible.of(drift.environment())));
            drift.problems().forEach(problem -> sheet.line(ProblemLine.of(problem, style)));
            sheet.blank();
        }
    }

    /** What differs and is left to mirroring is no drift, and to be seen all the same. */
    private void mirrored(Plan plan, Sheet sheet) {
        var left = plan.changes().stream().filter(Change::isLeftToMirroring).toList();
        if (left.isEmpty()) {
            return;
        }
        sheet.line(style.paint(
                Ink.HEADING, "Left to mirroring in " + Visible.of(plan.target().environment())));
        var text = new ChangeText(style);
        left.forEach(change -> text.write(ChangeView.of(change), sheet));
        sheet.blank();
    }

    private static String summary(Drift drift) {
        var counts = drift.plan().map(plan -> Tally.counts(plan.summary())).orElse("");
        return counts.isEmpty() ? "" : "  " + counts;
    }

    static Ink ink(Drift.Status status) {
        return switch (status) {
            case IN_SYNC -> Ink.CALM;
            case DRIFTED -> Ink.WARNING;
            case INCOMPLETE, UNREACHABLE, REFUSED -> Ink.ALARM;
        };
    }
}
