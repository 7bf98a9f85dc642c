package io.castellan.report;

import io.castellan.model.Change;
import io.castellan.model.Digest;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.report.Style.Ink;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The result of an apply for a terminal or a build log: what is done, then what is not and why, then what to do. */
public final class ResultText {
    private final Style style;

    public ResultText(Style style) {
        this.style = Objects.requireNonNull(style, "style");
    }

    public void write(ApplyResult result, Appendable out) {
        var sheet = new Sheet(out);
        var outcome = result.outcome();
        sheet.line(style.paint(
                        Ink.HEADING, "Apply to " + Visible.of(result.target().environment())) + "  cluster "
                + Visible.of(result.target().clusterId())
                + (outcome.sequence() > 0 ? ", ledger entry " + outcome.sequence() : ""));
        if (outcome.sequence() > 0 && result.warrant().policy().isPresent()) {
            sheet.line("Approved by: " + HistoryText.approved(result.warrant()));
        }
        if (result.resumed()) {
            sheet.line("It went on with an apply that did not end.");
        }
        sheet.blank();
        if (!result.problems().isEmpty()) {
            result.problems().forEach(problem -> sheet.line(ProblemLine.of(problem, style)));
            sheet.blank();
        }
        var changes = ResultWords.byDigest(result);
        section(result, true, changes, sheet);
        section(result, false, changes, sheet);
        var good = outcome.changes().stream().allMatch(ResultWords::isGood);
        var counts = ResultWords.counts(outcome);
        sheet.line(style.paint(good ? Ink.CALM : Ink.ALARM, ResultWords.verdict(outcome))
                + (counts.isEmpty() ? "" : " " + counts + "."));
        ResultWords.next(outcome).forEach(sheet::line);
    }

    private void section(ApplyResult result, boolean good, Map<Digest, Change> changes, Sheet sheet) {
        var lines = result.outcome().changes().stream()
                .filter(change -> ResultWords.isGood(change) == good)
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        lines.forEach(change -> line(change, Optional.ofNullable(changes.get(change.digest())), sheet));
        sheet.blank();
    }

    private void line(ChangeOutcome outcome, Optional<Change> change, Sheet sheet) {
        var good = ResultWords.isGood(outcome);
        var sign = change.map(Mark::of).map(Mark::sign).orElse(" ");
        sheet.line("  " + style.paint(good ? Ink.GIVEN : Ink.ALARM, good ? "✓" : "✗") + " " + sign + " "
                + Visible.of(outcome.id().kind()) + " "
                + Visible.of(outcome.id().name()) + "  "
                + style.paint(good ? Ink.FAINT : Ink.ALARM, ResultWords.of(outcome.result())));
        if (!outcome.message().isEmpty()) {
            sheet.line("        " + Visible.of(outcome.message()));
        }
    }
}
