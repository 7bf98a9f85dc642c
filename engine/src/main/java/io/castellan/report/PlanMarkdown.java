package io.castellan.report;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Change;
import io.castellan.model.Plan;
import io.castellan.model.RiskClass;
import io.castellan.model.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan as a comment of a pull request: what it sums up to, what is risky and what is refused first, every change folded below.
 * Always shorter than {@value #LONGEST} characters, because hosts refuse longer comments; what is left out is counted, and
 * markup is never cut.
 */
public final class PlanMarkdown implements PlanReport {
    /** Hosts take 65,536; the rest is for what others put around the report. */
    static final int LONGEST = 60_000;

    private static final int FOR_RISKS = 14_000;
    private static final int FOR_REFUSED = 8_000;
    private static final int FOR_NOTES = 5_000;
    private static final int FOR_DIGESTS = 12_000;
    private static final int FOR_UNMANAGED = 4_000;
    /** What ends and headings of sections may need beyond their rows. */
    private static final int RESERVE = 2_000;

    private static final int LONGEST_TEXT = 300;

    @Override
    public void write(Plan plan, Appendable out) {
        var page = new MarkdownPage();
        head(plan, page);
        notes(plan, page);
        risks(plan, page);
        refused(plan, page);
        int end = page.length();
        var digests = new MarkdownPage();
        digests(plan, digests);
        var unmanaged = new MarkdownPage();
        unmanaged(plan, unmanaged);
        details(plan, page, LONGEST - RESERVE - end - digests.length() - unmanaged.length());
        new Sheet(out).line(page.text() + unmanaged.text() + digests.text() + foot(plan));
    }

    private static void head(Plan plan, MarkdownPage page) {
        page.add("## Plan for " + MarkdownWords.code(text(plan.target().environment())) + "\n\n**" + Tally.verdict(plan)
                + "**\n\n");
        var risks = Tally.risks(plan);
        if (!risks.isEmpty()) {
            page.add("Risks: **" + risks + "**.\n\n");
        }
        if (!plan.complete()) {
            page.add("> [!CAUTION]\n> **Incomplete:** " + Origins.INCOMPLETE + "\n\n");
        }
        if (plan.origin().dirty()) {
            page.add("> [!WARNING]\n> **Dirty:** " + Origins.DIRTY + "\n\n");
        }
    }

    private static void notes(Plan plan, MarkdownPage page) {
        page.rows(
                "",
                plan.notes(),
                PlanMarkdown::note,
                FOR_NOTES,
                left -> "- and " + Units.plural(left, "note", "notes") + " more\n");
    }

    static String note(Problem note) {
        return "- " + note.severity().word() + " " + note.code() + ": " + MarkdownWords.prose(text(note.message()))
                + note.place()
                        .map(at -> " at " + MarkdownWords.code(text(at.toString())))
                        .orElse("")
                + (note.hint().isEmpty() ? "" : " — " + MarkdownWords.prose(text(note.hint()))) + "\n";
    }

    private static void risks(Plan plan, MarkdownPage page) {
        var risky = plan.planned().stream()
                .filter(change -> change.difference().worstRisk() != RiskClass.SAFE)
                .sorted(Comparator.comparing(
                                (Change change) -> change.difference().worstRisk())
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .map(ChangeView::of)
                .toList();
        page.rows(
                "### Risks\n\n| | risk | resource | why |\n|---|---|---|---|\n",
                risky,
                PlanMarkdown::risk,
                FOR_RISKS,
                left -> "| | | and " + Units.plural(left, "risky change", "risky changes") + " more | |\n");
    }

    private static String risk(ChangeView view) {
        var why = view.risks().stream()
                .map(risk -> MarkdownWords.prose(clipped(risk.why())))
                .distinct()
                .collect(Collectors.joining("; "));
        var facts = view.facts().stream()
                .map(fact -> "<br>" + MarkdownWords.prose(clipped(fact)))
                .collect(Collectors.joining());
        return "| " + view.mark().sign() + " | **" + view.riskClasses() + "** | " + resource(view) + " | " + why + facts
                + " |\n";
    }

    private static void refused(Plan plan, MarkdownPage page) {
        page.rows(
                "### Refused\n\n| code | resource | why | what to do |\n|---|---|---|---|\n",
                plan.refused().stream().map(ChangeView::of).toList(),
                PlanMarkdown::refusal,
                FOR_REFUSED,
                left -> "| | and " + Units.plural(left, "refused change", "refused changes") + " more | | |\n");
    }

    private static String refusal(ChangeView view) {
        var refused = view.change().disposition().refusal().orElseThrow();
        return "| " + refused.code() + " | " + resource(view) + " | " + MarkdownWords.prose(text(refused.message()))
                + " | " + MarkdownWords.prose(clipped(view.hint())) + " |\n";
    }

    private static String resource(ChangeView view) {
        return MarkdownWords.prose(clipped(view.kind())) + " " + MarkdownWords.code(clipped(view.name()));
    }

    /** Each kind gets its share of the room; what a small kind leaves goes to the others. */
    private static void details(Plan plan, MarkdownPage page, int room) {
        var blocks = new LinkedHashMap<String, List<String>>();
        var summaries = new LinkedHashMap<String, String>();
        byKind(plan, false).forEach((kind, changes) -> {
            blocks.put(
                    kind,
                    changes.stream().map(ChangeView::of).map(ChangeDiff::of).toList());
            summaries.put(kind, Tally.counts(Summary.of(changes)));
        });
        var shares = shares(blocks, room);
        blocks.forEach((kind, lines) -> page.folded(
                "<b>" + MarkdownWords.prose(text(kind)) + "</b>: " + summaries.get(kind),
                "diff",
                lines,
                shares.getOrDefault(kind, 0)));
    }

    private static Map<String, Integer> shares(Map<String, List<String>> blocks, int room) {
        var smallestFirst = blocks.entrySet().stream()
                .sorted(Comparator.comparing(entry -> size(entry.getValue())))
                .toList();
        var shares = new LinkedHashMap<String, Integer>();
        int left = room;
        int kinds = blocks.size();
        for (var entry : smallestFirst) {
            int share = Math.min(size(entry.getValue()) + MarkdownPage.FOLD, left / kinds);
            shares.put(entry.getKey(), share);
            left -= share;
            kinds--;
        }
        return shares;
    }

    private static int size(List<String> blocks) {
        return blocks.stream().mapToInt(String::length).sum();
    }

    private static void unmanaged(Plan plan, MarkdownPage page) {
        var names = byKind(plan, true).values().stream()
                .flatMap(List::stream)
                .map(ChangeView::of)
                .map(view -> "? " + clipped(view.kind() + " " + view.name()) + UnmanagedText.fields(view) + "\n")
                .toList();
        if (!names.isEmpty()) {
            page.folded(
                    "<b>Unmanaged</b>: " + Units.count(names.size()) + ", live, declared by nobody, left alone",
                    "text",
                    names,
                    FOR_UNMANAGED);
        }
    }

    private static Map<String, List<Change>> byKind(Plan plan, boolean unmanaged) {
        return plan.changes().stream()
                .filter(change -> UnmanagedText.isBrief(change) == unmanaged)
                .collect(Collectors.groupingBy(change -> change.id().kind(), LinkedHashMap::new, Collectors.toList()));
    }

    /** For programs that approve: which changes this plan is made of, and how many of them are listed here. */
    private static void digests(Plan plan, MarkdownPage page) {
        var all = plan.planned().stream()
                .map(change -> change.digest().text())
                .sorted()
                .toList();
        if (all.isEmpty()) {
            return;
        }
        var listed = new ArrayList<String>();
        int length = 0;
        for (var digest : all) {
            length += digest.length() + 7;
            if (length > FOR_DIGESTS) {
                break;
            }
            listed.add("    \"" + digest + "\"");
        }
        var json = new StringBuilder("{\n  \"plan\": \"")
                .append(plan.digest())
                .append("\",\n  \"planned\": ")
                .append(all.size())
                .append(",\n  \"listed\": ")
                .append(listed.size())
                .append(",\n  \"changes\": [\n")
                .append(String.join(",\n", listed))
                .append("\n  ]\n}\n");
        page.add("<details><summary>Digests of the changes, for approvals</summary>\n\n"
                + MarkdownWords.fenced("json", json.toString()) + "\n</details>\n\n");
    }

    private static String foot(Plan plan) {
        return "<sub>" + MarkdownWords.code(clipped(Origins.sentence(plan))) + "<br>cluster "
                + MarkdownWords.code(text(plan.target().clusterId())) + "</sub>";
    }

    private static String text(String raw) {
        return clipped(Visible.of(raw));
    }

    private static String clipped(String visible) {
        return MarkdownWords.clipped(visible, LONGEST_TEXT);
    }
}
