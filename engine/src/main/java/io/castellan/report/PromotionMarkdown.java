package io.castellan.report;

import io.castellan.model.ShortId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An offer as the body of a pull request. */
public final class PromotionMarkdown {
    private static final int LONGEST_TEXT = 300;
    private static final int FOR_EACH = 18_000;

    public void write(PromotionView view, Appendable out) {
        var page = new MarkdownPage();
        page.add("Promotes declarations from " + code(view.source()) + " to " + code(view.target()) + ", on top of "
                + code(ShortId.of(view.base())) + ".\n\n");
        rows(page, "Promoted", "evidence", view.offered());
        rows(page, "In " + view.target() + " then", "effect", view.effects());
        rows(page, "Held back", "why", view.held());
        page.add("The ledger that tells this stood at " + code(view.witness())
                + ". Nothing is applied by merging this; an apply asks for the evidence again.");
        new Sheet(out).line(page.text().stripTrailing());
    }

    private static void rows(MarkdownPage page, String heading, String column, List<PromotionView.Line> lines) {
        Function<PromotionView.Line, String> row =
                line -> "| " + code(line.sign()) + " | " + code(line.name()) + " | " + code(line.words())
                        + line.sides().stream().map(side -> "<br>" + code(side)).collect(Collectors.joining()) + " |\n";
        page.rows(
                "### " + MarkdownWords.prose(Visible.of(heading)) + "\n\n| | declaration | " + column
                        + " |\n|---|---|---|\n",
                lines,
                row,
                FOR_EACH,
                more -> "| | and " + Units.plural(more, "more", "more") + " | |\n");
    }

    private static String code(String raw) {
        return MarkdownWords.code(MarkdownWords.clipped(Visible.of(raw), LONGEST_TEXT));
    }
}
