package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Severity;
import io.castellan.report.Style.Ink;

/** A problem in one line: {@code payments.yaml:5:7: error CAS-TOPIC-012: what is wrong — what to do}. */
final class ProblemLine {
    private ProblemLine() {}

    static String of(Problem problem, Style style) {
        return problem.place()
                        .map(place -> style.paint(Ink.HEADING, Visible.of(place.toString()) + ":") + " ")
                        .orElse("")
                + style.paint(ink(problem.severity()), problem.severity().word() + " " + problem.code() + ":")
                + " "
                + Visible.of(problem.message())
                + (problem.hint().isEmpty() ? "" : " — " + Visible.of(problem.hint()));
    }

    static Ink ink(Severity severity) {
        return switch (severity) {
            case ERROR -> Ink.ALARM;
            case WARNING -> Ink.WARNING;
            case NOTE -> Ink.WAITING;
        };
    }
}
