package io.castellan.report;

import io.castellan.model.RiskClass;
import io.castellan.report.ChangeView.RiskView;
import io.castellan.report.Style.Ink;

/** One change as text: a line for what has nothing to tell but its name, else a block. */
final class ChangeText {
    private static final String INSET = "      ";
    /** A value longer than this gets a line of its own, so that before and after can be compared by eye. */
    private static final int LONG = 60;

    private static final int WIDEST_COLUMN = 48;

    private final Style style;

    ChangeText(Style style) {
        this.style = style;
    }

    /** How much room a change takes. */
    enum Shape {
        LINE,
        BLOCK
    }

    static Shape shape(ChangeView view) {
        boolean line = view.fields().isEmpty()
                && view.risks().size() <= 1
                && view.facts().isEmpty()
                && view.reason().isEmpty();
        return line ? Shape.LINE : Shape.BLOCK;
    }

    void write(ChangeView view, Sheet sheet) {
        if (shape(view) == Shape.LINE) {
            sheet.line(
                    title(view, view.risks().isEmpty() ? "" : risk(view.risks().get(0))));
            return;
        }
        sheet.line(title(view, style.paint(ink(view.worstRisk()), view.riskClasses())));
        fields(view, sheet);
        for (var risk : view.risks()) {
            sheet.line(INSET + risk(risk));
        }
        for (var fact : view.facts()) {
            sheet.line(INSET + fact);
        }
        if (!view.reason().isEmpty()) {
            sheet.line(INSET + style.paint(view.mark().ink(), view.reason()));
        }
        if (!view.hint().isEmpty()) {
            sheet.line(INSET + "hint: " + view.hint());
        }
    }

    private String title(ChangeView view, String risk) {
        var line = new StringBuilder("  ")
                .append(style.paint(view.mark().ink(), view.mark().sign() + " " + view.name()));
        if (view.mark() == Mark.DELETE && !view.uuid().isEmpty()) {
            line.append("  id ").append(view.uuid());
        }
        switch (view.mark()) {
            case REFUSED, DEFERRED ->
                line.append("  ")
                        .append(style.paint(
                                view.mark().ink(),
                                (view.verb() + " " + view.mark().word()).strip()));
            case UNMANAGED -> line.append(view.verb().isEmpty() ? "" : "  " + view.verb() + " mirrored");
            case CREATE, UPDATE, DELETE -> {}
        }
        if (!risk.isEmpty()) {
            line.append("  ").append(risk);
        }
        if (!view.place().isEmpty()) {
            line.append("  ").append(style.paint(Ink.FAINT, view.place()));
        }
        return line.toString();
    }

    private String risk(RiskView risk) {
        return style.paint(ink(risk.riskClass()), risk.riskClass().word() + " " + risk.code() + ":") + " " + risk.why();
    }

    static Ink ink(RiskClass riskClass) {
        return switch (riskClass) {
            case SAFE -> Ink.FAINT;
            case DISRUPTIVE -> Ink.WARNING;
            case DESTRUCTIVE, IRREVERSIBLE -> Ink.ALARM;
        };
    }

    private void fields(ChangeView view, Sheet sheet) {
        int paths = 0;
        int befores = 0;
        int values = 0;
        for (var field : view.fields()) {
            paths = Math.max(paths, Math.min(Visible.width(field.path()), WIDEST_COLUMN));
            if (!isLong(field)) {
                if (field.mark() == Mark.UPDATE) {
                    befores = Math.max(befores, Visible.width(field.before().both()));
                }
            }
        }
        for (var field : view.fields()) {
            if (!isLong(field)) {
                values = Math.max(values, Visible.width(values(field, befores)));
            }
        }
        for (var field : view.fields()) {
            field(field, paths, befores, values, sheet);
        }
    }

    private void field(FieldView field, int paths, int befores, int values, Sheet sheet) {
        var lead = INSET + style.paint(field.mark().ink(), field.mark().sign()) + " ";
        var at = field.at().isEmpty() ? "" : "  " + style.paint(Ink.FAINT, field.at());
        if (isLong(field)) {
            sheet.line(lead + field.path() + at);
            if (field.hasBefore()) {
                sheet.line(INSET + "    "
                        + style.paint(Ink.TAKEN, "− " + field.before().both()));
            }
            if (field.hasAfter()) {
                sheet.line(INSET + "    "
                        + style.paint(Ink.GIVEN, "+ " + field.after().both()));
            }
            return;
        }
        var shown = values(field, befores);
        sheet.line(lead + Visible.pad(field.path(), paths) + "  "
                + (at.isEmpty() ? shown : Visible.pad(shown, values) + at));
    }

    private static boolean isLong(FieldView field) {
        return Math.max(
                        Visible.width(field.before().both()),
                        Visible.width(field.after().both()))
                > LONG;
    }

    private static String values(FieldView field, int befores) {
        return switch (field.mark()) {
            case CREATE -> field.after().both();
            case DELETE -> field.before().both();
            default ->
                Visible.pad(field.before().both(), befores) + " → "
                        + field.after().both();
        };
    }
}
