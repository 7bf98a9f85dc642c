package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.report.Style.Ink;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Problems for a terminal or a build log: one line each that editors can jump from, and the line of the file where it is known. */
public final class ProblemsText {
    private final Style style;
    private final Sources sources;

    public ProblemsText(Style style, Sources sources) {
        this.style = Objects.requireNonNull(style, "style");
        this.sources = Objects.requireNonNull(sources, "sources");
    }

    /**
     * Writes problems in report order, each once, and then how many there are; nothing where there is none. Of warnings and notes that
     * many places share, a few are shown.
     */
    public void write(Collection<Problem> problems, Appendable out) {
        if (problems.isEmpty()) {
            return;
        }
        var sheet = new Sheet(out);
        var sorted = List.copyOf(new TreeSet<>(problems));
        var advice = new Advice();
        for (var problem : sorted) {
            if (!advice.shows(problem)) {
                continue;
            }
            sheet.line(ProblemLine.of(problem, style));
            problem.place()
                    .map(place -> Excerpt.of(place, sources))
                    .orElse(List.of())
                    .forEach(line -> sheet.line(style.paint(Ink.FAINT, line)));
        }
        advice.tellOthers(sheet, style, "all are in --format json or sarif");
        sheet.blank();
        sheet.line(style.paint(Ink.HEADING, counts(sorted)) + " Explained in " + pages(sorted) + ".");
    }

    /** {@code 2 errors, 1 warning.} */
    static String counts(Collection<Problem> problems) {
        return List.of(Severity.values()).stream()
                .filter(severity -> count(problems, severity) > 0)
                .map(severity -> Units.plural(count(problems, severity), severity.word(), severity.word() + "s"))
                .collect(Collectors.joining(", ", "", "."));
    }

    private static long count(Collection<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    private static String pages(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.code().documentation())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
