package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Difference;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanMarkdownTest {
    private static final Pattern FENCED = Pattern.compile("(?ms)^(`{3,})[a-z]*\\n.*?^\\1$");
    private static final Pattern CODE = Pattern.compile("(?s)<code>.*?</code>");

    private static String markdown(Plan plan) {
        var out = new StringBuilder();
        new PlanMarkdown().write(plan, out);
        return out.toString();
    }

    @Test
    void aFullPlanReadsAsRecorded() throws IOException {
        Golden.check("plan-full.md", markdown(SamplePlans.full()));
    }

    @Test
    void anIncompletePlanSaysSoBeforeItsDetails() throws IOException {
        Golden.check("plan-incomplete.md", markdown(SamplePlans.incomplete()));
    }

    @Test
    void anEmptyPlanIsOneSentence() {
        assertThat(markdown(SamplePlans.empty()))
                .contains("**No changes. The cluster is as declared.**")
                .doesNotContain("<details>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 300, 2_000, 10_000})
    void whateverTheSizeItIsShortAndItsMarkupIsWhole(int changes) {
        var markdown = markdown(SamplePlans.many(changes));

        assertThat(markdown).hasSizeLessThan(PlanMarkdown.LONGEST);
        assertThat(count(markdown, "<details>")).isEqualTo(count(markdown, "</details>"));
        assertThat(count(markdown, "<code>")).isEqualTo(count(markdown, "</code>"));
        assertThat(FENCED.matcher(markdown).replaceAll("")).doesNotContain("```");
    }

    @Test
    void whatIsLeftOutIsCounted() {
        var markdown = markdown(SamplePlans.many(10_000));

        assertThat(markdown).containsPattern("Left out here for length: [0-9,]+ of 5,000\\.");
        assertThat(markdown).containsPattern("and [0-9,]+ risky changes more");
        assertThat(markdown).contains("\"planned\": 8000,");
    }

    @Test
    void veryLongTextIsClippedAndSaysByHowMuch() {
        var text = "x".repeat(100_000);
        var plan = SamplePlans.plan(
                true,
                Origin.folder(),
                List.of(),
                List.of(Difference.of(new ResourceId("topic", text), Verb.UPDATE)
                        .field("config." + text, Value.text(text), Value.text(text + "y"), SamplePlans.at(text, 1, 1))
                        .risk(RiskClass.DISRUPTIVE, "NO_ROW", text)
                        .build()));

        assertThat(markdown(plan)).hasSizeLessThan(PlanMarkdown.LONGEST).contains("… (99,700 characters more)");
    }

    @Test
    void hostileTextIsOnlyInCodeAndNeverMarkup() throws IOException {
        var markdown = markdown(SamplePlans.hostile());
        Golden.check("plan-hostile.md", markdown);

        var outsideOfFences = FENCED.matcher(markdown).replaceAll("");
        assertThat(outsideOfFences.replaceAll("</?(details|summary|code|b|br|sub)>", ""))
                .doesNotContain("<");
        assertThat(CODE.matcher(outsideOfFences).replaceAll(""))
                .doesNotContain("@", "#1", "http", "`", "script", "~~", "::", "](");
        assertThat(outsideOfFences).doesNotContain("<script", "@everyone", "http:", "https:");
        assertThat(markdown.codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT);
    }

    @Test
    void everyRowOfATableHasItsColumns() {
        var rows = FENCED.matcher(markdown(SamplePlans.hostile()))
                .replaceAll("")
                .lines()
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(20).allMatch(row -> count(row, "|") == 5);
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
