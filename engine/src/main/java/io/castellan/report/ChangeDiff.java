package io.castellan.report;

/** One change as lines of a diff, which hosts colour by their first character. */
final class ChangeDiff {
    private static final int LONGEST = 400;

    private ChangeDiff() {}

    static String of(ChangeView view) {
        var lines = new StringBuilder();
        line(lines, lead(view.mark()), title(view));
        for (var field : view.fields()) {
            if (field.hasBefore()) {
                line(lines, "-", "    " + field.path() + ": " + field.before().both());
            }
            if (field.hasAfter()) {
                line(lines, "+", "    " + field.path() + ": " + field.after().both() + at(field));
            }
        }
        for (var risk : view.risks()) {
            line(lines, " ", "    " + risk.riskClass().word() + " " + risk.code() + ": " + risk.why());
        }
        view.facts().forEach(fact -> line(lines, " ", "    " + fact));
        if (!view.reason().isEmpty()) {
            line(lines, " ", "    " + view.reason());
        }
        if (!view.hint().isEmpty()) {
            line(lines, " ", "    hint: " + view.hint());
        }
        return lines.toString();
    }

    /** Whether nothing of it is cut; where a line is just as long as one that is cut, it is taken for one. */
    static boolean isWhole(ChangeView view) {
        return of(view).lines().allMatch(line -> line.length() < LONGEST);
    }

    private static String title(ChangeView view) {
        var words = switch (view.mark()) {
            case REFUSED, DEFERRED -> "  " + (view.verb() + " " + view.mark().word()).strip();
            case UNMANAGED -> view.verb().isEmpty() ? "" : "  " + view.verb() + " mirrored";
            case CREATE, UPDATE, DELETE -> "";
        };
        return view.name() + words + (view.place().isEmpty() ? "" : "  (" + view.place() + ")");
    }

    private static String lead(Mark mark) {
        return mark == Mark.DELETE ? "-" : mark.sign();
    }

    private static String at(FieldView field) {
        return field.at().isEmpty() ? "" : "  (" + field.at() + ")";
    }

    private static void line(StringBuilder lines, String lead, String text) {
        lines.append(lead)
                .append(' ')
                .append(MarkdownWords.clipped(text, LONGEST))
                .append('\n');
    }
}
