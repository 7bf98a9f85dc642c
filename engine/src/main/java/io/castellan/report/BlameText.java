package io.castellan.report;

import io.castellan.model.WholeSecond;
import io.castellan.report.Blame.Field;
import io.castellan.report.Blame.Origin;
import io.castellan.report.Blame.Source;
import io.castellan.report.Style.Ink;
import java.util.Objects;

/** Each field with the apply and the commit that last changed it. */
public final class BlameText {
    private static final String INSET = "      ";
    private static final int WIDEST_COLUMN = 48;

    private final Style style;

    public BlameText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    public void write(Blame blame, Appendable out) {
        var sheet = new Sheet(out);
        sheet.line(style.paint(Ink.HEADING, Visible.of(blame.id().toString())) + "  in "
                + Visible.of(blame.environment()));
        blame.deletion()
                .ifPresent(origin ->
                        sheet.line(INSET + style.paint(Ink.TAKEN, "deleted by " + entry(origin)) + source(origin)));
        if (blame.deletion().isEmpty() && !blame.declared()) {
            sheet.line(INSET + style.paint(Ink.WARNING, "no longer declared by what was applied last"));
        }
        blame.open()
                .ifPresent(open -> sheet.line(INSET
                        + style.paint(
                                Ink.WARNING, "#" + open.intent().sequence() + " is open, and may have changed it")));
        sheet.blank();
        fields(blame, sheet);
        if (blame.fields().isEmpty()) {
            sheet.line(INSET + "No apply changed a field of it: it was met as it is declared.");
            blame.touching().forEach(source -> sheet.line(INSET + commit(source)));
        }
    }

    private void fields(Blame blame, Sheet sheet) {
        int paths = 0;
        int values = 0;
        for (var field : blame.fields()) {
            paths = Math.max(paths, Visible.width(Visible.of(field.path())));
            values = Math.max(values, Visible.width(value(field)));
        }
        for (var field : blame.fields()) {
            var mark = field.value().isUnset() ? Mark.DELETE : Mark.UPDATE;
            sheet.line("  " + style.paint(mark.ink(), mark == Mark.DELETE ? mark.sign() : " ") + " "
                    + Visible.pad(Visible.of(field.path()), Math.min(paths, WIDEST_COLUMN)) + "  "
                    + Visible.pad(value(field), Math.min(values, WIDEST_COLUMN)) + "  " + entry(field.origin())
                    + source(field.origin()));
        }
    }

    private static String value(Field field) {
        return field.value().isUnset()
                ? "was " + Shown.of(field.path(), field.before()).both()
                : Shown.of(field.path(), field.value()).both();
    }

    private static String entry(Origin origin) {
        return "#" + origin.intent().sequence() + " of "
                + WholeSecond.of(origin.intent().at());
    }

    private String source(Origin origin) {
        return "  "
                + origin.source().map(this::commit).orElse("no commit: put back to what was declared already")
                + origin.at()
                        .map(place -> "  " + style.paint(Ink.FAINT, Visible.of(place.toString())))
                        .orElse("");
    }

    private String commit(Source source) {
        return style.paint(Ink.FAINT, Origins.abbreviated(source.commit())) + " " + Visible.of(source.subject()) + " ("
                + Visible.of(source.author()) + ")";
    }
}
