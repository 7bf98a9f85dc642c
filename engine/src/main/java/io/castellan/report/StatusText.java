package io.castellan.report;

import io.castellan.report.Style.Ink;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where environments stand, a block for each. */
public final class StatusText {
    private static final String INSET = "      ";
    private static final int LABEL = 10;
    private static final int NAMED = 3;
    private static final int LISTED = 5;

    private final Style style;

    public StatusText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    public void write(List<EnvironmentStatus> environments, Appendable out) {
        var sheet = new Sheet(out);
        for (int i = 0; i < environments.size(); i++) {
            if (i > 0) {
                sheet.blank();
            }
            environment(environments.get(i), sheet);
        }
    }

    private void environment(EnvironmentStatus status, Sheet sheet) {
        sheet.line(style.paint(Ink.HEADING, Visible.of(status.environment())));
        status.problems().forEach(problem -> sheet.line(INSET + ProblemLine.of(problem, style)));
        if (!status.problems().isEmpty()) {
            return;
        }
        line("applied", status.applied().map(StatusWords::applied).orElse("nothing yet"), sheet);
        line("ahead", ahead(status), sheet);
        status.last()
                .filter(last -> !last.entry().isOpen())
                .ifPresent(last -> line("last", StatusWords.last(last), sheet));
        status.open().ifPresent(open -> line("open", style.paint(Ink.WARNING, StatusWords.open(open)), sheet));
        var left = StatusWords.left(status);
        if (!left.isEmpty()) {
            line("left out", some(left.stream(), left.size()), sheet);
        }
        listed("waits", StatusWords.waits(status), Ink.WAITING, sheet);
        status.outstanding()
                .control()
                .ifPresent(told -> line("policy", style.paint(Ink.WARNING, StatusWords.plain(told)), sheet));
        listed("debts", StatusWords.debts(status), Ink.WARNING, sheet);
        line("drift", drift(status), sheet);
    }

    /** A line each: one is long, and its end says what to do. */
    private void listed(String label, List<String> items, Ink ink, Sheet sheet) {
        for (int i = 0; i < Math.min(items.size(), LISTED); i++) {
            line(i == 0 ? label : "", style.paint(ink, items.get(i)), sheet);
        }
        if (items.size() > LISTED) {
            line("", "and " + Units.count((long) items.size() - LISTED) + " more; all are in the JSON", sheet);
        }
    }

    private static String ahead(EnvironmentStatus status) {
        return StatusWords.ahead(status)
                + (status.ahead().isEmpty()
                        ? ""
                        : ": "
                                + some(
                                        status.ahead().stream()
                                                .map(source -> Origins.abbreviated(source.commit()) + " "
                                                        + Visible.of(source.subject()) + " ("
                                                        + Visible.of(source.author()) + ")"),
                                        status.ahead().size()));
    }

    private String drift(EnvironmentStatus status) {
        return status.drift()
                .map(drift -> style.paint(
                                DriftText.ink(drift.status()), drift.status().word())
                        + drift.plan()
                                .map(plan -> Tally.counts(plan.summary()))
                                .filter(counts -> !counts.isEmpty())
                                .map(counts -> ": " + counts)
                                .orElse("")
                        + drift.problems().stream()
                                .limit(1)
                                .map(problem -> ": " + Visible.of(problem.message()))
                                .collect(Collectors.joining()))
                .orElseGet(() -> style.paint(Ink.FAINT, StatusWords.notLooked(status)));
    }

    private static String some(Stream<String> items, int count) {
        return items.limit(NAMED).collect(Collectors.joining("; "))
                + (count > NAMED ? "; and " + Units.count((long) count - NAMED) + " more" : "");
    }

    private void line(String label, String text, Sheet sheet) {
        sheet.line(INSET + style.paint(Ink.FAINT, Visible.pad(label, LABEL)) + text);
    }
}
