package io.castellan.report;

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
        if (!drift.problems().isEmpty()) {
            sheet.line(style.paint(Ink.HEADING, Visible.of(drift.environment())));
            drift.problems().forEach(problem -> sheet.line(ProblemLine.of(problem, style)));
            sheet.blank();
        }
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
