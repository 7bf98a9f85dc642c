package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.report.Style.Ink;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** What is live and not ours, in brief: it is seen, counted and left alone. */
final class UnmanagedText {
    private static final int SHOWN = 20;

    private final Style style;

    UnmanagedText(Style style) {
        this.style = style;
    }

    void write(Plan plan, Sheet sheet) {
        var byKind = plan.changes().stream()
                .filter(UnmanagedText::isBrief)
                .collect(Collectors.groupingBy(change -> change.id().kind(), LinkedHashMap::new, Collectors.toList()));
        if (byKind.isEmpty()) {
            return;
        }
        sheet.line(style.paint(Ink.HEADING, "Unmanaged") + "  "
                + style.paint(Ink.FAINT, "live, declared by nobody, left alone"));
        byKind.forEach((kind, changes) -> kind(Visible.of(kind), changes, sheet));
        sheet.blank();
    }

    /** Whether there is nothing to compare: nobody declares it. */
    static boolean isBrief(Change change) {
        return change.disposition().isUnmanaged() && !change.isLeftToMirroring();
    }

    private void kind(String kind, List<Change> changes, Sheet sheet) {
        // settings of what is declared come first: somebody changed what we look after
        var fieldsFirst = Comparator.comparing(
                (Change change) -> change.difference().fields().isEmpty());
        changes.stream().sorted(fieldsFirst).limit(SHOWN).map(ChangeView::of).forEach(view -> {
            sheet.line("  " + style.paint(Ink.FAINT, "? " + kind + " ") + view.name() + fields(view));
        });
        int more = changes.size() - SHOWN;
        if (more > 0) {
            sheet.line("  " + style.paint(Ink.FAINT, "? " + kind) + " … and " + Units.count(more)
                    + " more; all are in the plan as JSON or HTML");
        }
    }

    static String fields(ChangeView view) {
        return view.fields().isEmpty()
                ? whose(view)
                : view.fields().stream()
                                .map(field ->
                                        field.path() + " = " + field.after().both())
                                .collect(Collectors.joining(", ", "  ", ""))
                        + whose(view);
    }

    private static String whose(ChangeView view) {
        return view.change()
                .disposition()
                .mirrored()
                .map(mirrored -> "  " + Visible.of(mirrored.why()))
                .orElse("");
    }
}
