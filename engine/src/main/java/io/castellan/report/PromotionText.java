package io.castellan.report;

import io.castellan.model.ShortId;
import java.util.List;

/** An offer for a terminal: of each list the beginning, or all of it. */
public final class PromotionText {
    private static final int WIDEST = 60;
    private static final int LISTED = 20;

    private final boolean full;

    /** @param full whether everything is listed, however long that is */
    public PromotionText(boolean full) {
        this.full = full;
    }

    public void write(PromotionView view, Appendable out) {
        var sheet = new Sheet(out);
        sheet.line("From " + Visible.of(view.source()) + " to " + Visible.of(view.target()) + ", on top of "
                + ShortId.of(view.base()));
        lines(sheet, "Promoted:", view.offered());
        lines(sheet, "Held back:", view.held());
        lines(sheet, "In " + Visible.of(view.target()) + " then:", view.effects());
    }

    private void lines(Sheet sheet, String heading, List<PromotionView.Line> all) {
        if (all.isEmpty()) {
            return;
        }
        var lines = full ? all : all.subList(0, Math.min(LISTED, all.size()));
        sheet.blank();
        sheet.line(heading);
        int width = Math.min(
                WIDEST,
                lines.stream()
                        .mapToInt(line -> Visible.width(Visible.of(line.name())))
                        .max()
                        .orElse(0));
        lines.forEach(line -> {
            sheet.line("  " + line.sign() + " " + Visible.pad(Visible.of(line.name()), width) + "  "
                    + Visible.of(line.words()));
            line.sides().forEach(side -> sheet.line("      " + Visible.of(side)));
        });
        int more = all.size() - lines.size();
        if (more > 0) {
            sheet.line("  and " + Units.count(more) + " more; --full lists all");
        }
    }
}
