package io.castellan.report;

import io.castellan.model.ShortId;
import java.util.List;

/** An offer for a terminal. */
public final class PromotionText {
    private static final int WIDEST = 60;

    public void write(PromotionView view, Appendable out) {
        var sheet = new Sheet(out);
        sheet.line("From " + Visible.of(view.source()) + " to " + Visible.of(view.target()) + ", on top of "
                + ShortId.of(view.base()));
        lines(sheet, "Promoted:", view.offered());
        lines(sheet, "Held back:", view.held());
        lines(sheet, "In " + Visible.of(view.target()) + " then:", view.effects());
    }

    private static void lines(Sheet sheet, String heading, List<PromotionView.Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        sheet.blank();
        sheet.line(heading);
        int width = Math.min(
                WIDEST,
                lines.stream()
                        .mapToInt(line -> Visible.width(Visible.of(line.name())))
                        .max()
                        .orElse(0));
        lines.forEach(line -> sheet.line("  " + line.sign() + " " + Visible.pad(Visible.of(line.name()), width) + "  "
                + Visible.of(line.words())));
    }
}
