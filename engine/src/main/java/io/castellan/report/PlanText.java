package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.model.Mode;
import io.castellan.model.Phase;
import io.castellan.model.Plan;
import io.castellan.model.Summary;
import io.castellan.report.Style.Ink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plan for a terminal or a build log: what must be known first, then every change by kind and name, then the sum. */
public final class PlanText implements PlanReport {
    private final Style style;

    public PlanText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    @Override
    public void write(Plan plan, Appendable out) {
        var sheet = new Sheet(out);
        head(plan, sheet);
        notes(plan, sheet);
        byKind(plan).forEach((kind, changes) -> kind(kind, changes, sheet));
        new UnmanagedText(style).write(plan, sheet);
        sum(plan, sheet);
    }

    private void head(Plan plan, Sheet sheet) {
        var target = plan.target();
        sheet.line(style.paint(Ink.HEADING, "Plan for " + Visible.of(target.environment())) + "  cluster "
                + Visible.of(target.clusterId()));
        sheet.line(style.paint(Ink.FAINT, Origins.sentence(plan)));
        if (plan.origin().dirty()) {
            sheet.line(style.paint(Ink.WARNING, "DIRTY: " + Origins.DIRTY));
        }
        if (!plan.complete()) {
            sheet.line(style.paint(Ink.ALARM, "INCOMPLETE: " + Origins.INCOMPLETE));
        }
        sheet.blank();
    }

    private void notes(Plan plan, Sheet sheet) {
        if (plan.notes().isEmpty()) {
            return;
        }
        var advice = new Advice();
        plan.notes().stream().filter(advice::shows).forEach(note -> sheet.line(ProblemLine.of(note, style)));
        advice.tellOthers(sheet, style, "all are in the plan as JSON or HTML");
        sheet.blank();
    }

    private static Map<String, List<Change>> byKind(Plan plan) {
        return plan.changes().stream()
                .filter(change -> !UnmanagedText.isBrief(change))
                .collect(Collectors.groupingBy(change -> change.id().kind(), LinkedHashMap::new, Collectors.toList()));
    }

    private void kind(String kind, List<Change> changes, Sheet sheet) {
        sheet.line(style.paint(Ink.HEADING, Visible.of(kind)) + "  "
                + style.paint(Ink.FAINT, Tally.counts(Summary.of(changes))));
        var text = new ChangeText(style);
        var previous = ChangeText.Shape.LINE;
        for (var change : changes) {
            var view = ChangeView.of(change);
            var shape = ChangeText.shape(view);
            // Blocks stand apart; runs of single lines, such as thousands of access rules, do not.
            if (shape == ChangeText.Shape.BLOCK && previous == ChangeText.Shape.BLOCK) {
                sheet.blank();
            }
            text.write(view, sheet);
            previous = shape;
        }
        sheet.blank();
    }

    private void sum(Plan plan, Sheet sheet) {
        if (!plan.steps().isEmpty()) {
            sheet.line(style.paint(Ink.FAINT, steps(plan)));
        }
        var risks = Tally.risks(plan);
        if (!risks.isEmpty()) {
            sheet.line("Risks: " + style.paint(Ink.WARNING, risks) + ".");
        }
        if (plan.summary().planned() > 0) {
            sheet.line(style.paint(Ink.FAINT, "Digest of the changes: " + plan.digest()));
        }
        if (!plan.complete()) {
            sheet.line(style.paint(Ink.ALARM, "INCOMPLETE: " + Origins.INCOMPLETE));
        }
        var calm = plan.complete() && !plan.summary().hasDifferences();
        sheet.line(style.paint(calm ? Ink.CALM : Ink.HEADING, Tally.verdict(plan)));
    }

    /** {@code 12 steps: 10 creation, 2 destructive; 1 runs alone.} */
    private static String steps(Plan plan) {
        var phases = new TreeMap<Phase, Long>();
        plan.steps().forEach(step -> phases.merge(step.phase(), 1L, Long::sum));
        var alone = plan.steps().stream()
                .filter(step -> step.mode() == Mode.EXCLUSIVE)
                .count();
        return Units.plural(plan.steps().size(), "step", "steps") + ": "
                + phases.entrySet().stream()
                        .map(phase -> Units.count(phase.getValue()) + " "
                                + phase.getKey().word())
                        .collect(Collectors.joining(", "))
                + (alone == 0 ? "" : "; " + Units.count(alone) + (alone == 1 ? " runs alone" : " run alone")) + ".";
    }
}
