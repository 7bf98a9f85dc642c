package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Plan;
import io.castellan.model.ShortId;
import java.util.ArrayList;
import java.util.List;

/** A review as one comment on a pull request: a table of the environments, then each one's plan, as far as hosts take it. */
public final class ReviewMarkdown {
    private static final int LONGEST_TEXT = 300;
    private static final int FOR_PROBLEMS = 8_000;

    public void write(Review review, Appendable out) {
        var page = new MarkdownPage();
        page.add("# What " + MarkdownWords.code(ShortId.of(review.commit())) + " would change\n\n");
        page.add("Compared with " + MarkdownWords.code(ShortId.of(review.against()))
                + " of the protected branch. Nothing was changed.\n\n");
        problems(review.problems(), page);
        if (review.environments().isEmpty()) {
            page.add("**No environment's files differ.**\n\n");
        } else {
            page.add("| environment | an apply would |\n|---|---|\n");
            review.environments()
                    .forEach(part -> page.add(
                            "| " + MarkdownWords.code(text(part.environment())) + " | " + verdict(part) + " |\n"));
            page.add("\n");
        }
        var left = new ArrayList<String>();
        for (var part : review.environments()) {
            var piece = part(part);
            if (page.length() + piece.length() > PlanMarkdown.LONGEST) {
                left.add(part.environment());
            } else {
                page.add(piece);
            }
        }
        if (!left.isEmpty()) {
            page.add("> [!WARNING]\n> Left out for length: " + MarkdownWords.code(text(String.join(", ", left)))
                    + ". Plan them one by one.\n\n");
        }
        new Sheet(out).line(page.text().stripTrailing());
    }

    /** Whether a text that this wrote shows every planned change, nothing of it cut. */
    public static boolean showsAll(Plan plan, String text) {
        return plan.planned().stream()
                .map(ChangeView::of)
                .allMatch(view -> ChangeDiff.isWhole(view) && text.contains("\n" + ChangeDiff.of(view)));
    }

    private static String verdict(Review.Part part) {
        var errors = part.problems().stream().filter(Problem::isError).count();
        if (part.plan().isPresent()) {
            var plan = part.plan().get();
            var risks = Tally.risks(plan);
            return Tally.verdict(plan) + (risks.isEmpty() ? "" : " Risks: **" + risks + "**.");
        }
        return errors == 0
                ? "not planned, see below"
                : "**not planned: " + Units.plural(errors, "error", "errors") + "**";
    }

    private static String part(Review.Part part) {
        var page = new MarkdownPage();
        if (part.plan().isEmpty()) {
            page.add("## " + MarkdownWords.code(text(part.environment())) + "\n\n");
        }
        problems(part.problems(), page);
        part.plan().ifPresent(plan -> {
            var text = new StringBuilder();
            new PlanMarkdown().write(plan, text);
            page.add(text + "\n");
        });
        return page.text();
    }

    private static void problems(List<Problem> problems, MarkdownPage page) {
        page.rows(
                "",
                problems,
                PlanMarkdown::note,
                FOR_PROBLEMS,
                more -> "- and " + Units.plural(more, "problem", "problems") + " more\n");
    }

    private static String text(String raw) {
        return MarkdownWords.clipped(Visible.of(raw), LONGEST_TEXT);
    }
}
