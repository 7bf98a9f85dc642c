package io.castellan.report;

import io.castellan.report.Checkup.Line;
import io.castellan.report.Checkup.Verdict;
import io.castellan.report.Style.Ink;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** A checkup for people: a heading for each group, a line for each check, what to do below it, and at the end how many of each. */
public final class CheckupText {
    private static final int WIDEST = Arrays.stream(Verdict.values())
            .mapToInt(verdict -> verdict.word().length())
            .max()
            .orElse(0);

    private final Style style;

    public CheckupText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    public void write(Checkup checkup, Appendable out) {
        var sheet = new Sheet(out);
        for (var group : checkup.groups()) {
            sheet.line(style.paint(Ink.HEADING, Visible.of(group.title())));
            group.lines().forEach(line -> line(line, sheet));
            sheet.blank();
        }
        sheet.line(style.paint(Ink.HEADING, counts(checkup) + ".") + pages(checkup));
    }

    private void line(Line line, Sheet sheet) {
        var verdict = line.verdict();
        sheet.line("  " + style.paint(ink(verdict), Visible.pad(verdict.word(), WIDEST)) + "  "
                + line.code().map(code -> code + " ").orElse("")
                + line.place().map(place -> Visible.of(place.toString()) + ": ").orElse("")
                + Visible.of(line.message()));
        if (!line.hint().isEmpty()) {
            sheet.line(" ".repeat(WIDEST + 4) + style.paint(Ink.FAINT, "— " + Visible.of(line.hint())));
        }
    }

    private static Ink ink(Verdict verdict) {
        return switch (verdict) {
            case OK -> Ink.CALM;
            case WARNING -> Ink.WARNING;
            case PROBLEM, NO_ANSWER -> Ink.ALARM;
            case NOT_CHECKED -> Ink.WAITING;
        };
    }

    private static String counts(Checkup checkup) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> checkup.count(verdict) > 0)
                .map(verdict -> counted(verdict, checkup.count(verdict)))
                .collect(Collectors.joining(", "));
    }

    private static String counted(Verdict verdict, long number) {
        return switch (verdict) {
            case WARNING, PROBLEM -> Units.plural(number, verdict.word(), verdict.word() + "s");
            case OK, NOT_CHECKED, NO_ANSWER -> number + " " + verdict.word();
        };
    }

    private static String pages(Checkup checkup) {
        var pages = checkup.groups().stream()
                .flatMap(group -> group.lines().stream())
                .flatMap(line -> line.code().stream())
                .map(code -> code.documentation())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return pages.isEmpty() ? "" : " Explained in " + pages + ".";
    }
}
