package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlanHtmlTest {
    /** Elements that the page itself is made of; whatever else stands in angle brackets came from a name or a value. */
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z!][a-zA-Z0-9]*)");

    private static final String OURS =
            "!DOCTYPE|html|head|meta|title|style|body|a|header|main|footer|section|p|h1|h2|small|dl|div|"
                    + "dt|dd|code|ul|ol|li|span|strong|b|i|del|ins|details|summary|form|label|input|fieldset|legend|output|button|"
                    + "noscript|script";

    static String html(Plan plan) {
        var out = new StringBuilder();
        new PlanHtml().write(plan, out);
        return out.toString();
    }

    @Test
    void allOfThePlanIsThereWithoutScriptAndStyle() {
        var html = withoutScriptAndStyle(html(SamplePlans.full()));

        assertThat(html)
                .contains("5 to create, 5 to change, 2 to delete, 1 refused, 1 waits, 4 unmanaged.")
                .contains("payments.orders.v1", "1209600000", "14d", "payments.yaml:5:25", "older segments are deleted")
                .contains("partitions cannot be decreased from 12 to 6", "until 2026-11-24T08:00:00Z", "legacy.audit")
                .contains("bytes dropped: about 44.8GiB");
        SamplePlans.full()
                .planned()
                .forEach(change -> assertThat(html)
                        .contains(change.digest().text(), change.digest().abbreviated()));
    }

    @Test
    void nothingOnThePageLeadsToTheNetwork() {
        var html = html(SamplePlans.full());

        assertThat(html)
                .doesNotContain("src=", "url(", "@import", "<link", "<img", "<iframe", "fetch(", "XMLHttpRequest")
                .contains("default-src &#39;none&#39;");
        assertThat(Pattern.compile("href=\"(?!#)").matcher(html).find()).isFalse();
        assertThat(Pattern.compile("style=|\\son[a-z]+=").matcher(html).find()).isFalse();
    }

    @Test
    void anEmptyPlanSaysThatTheClusterIsAsDeclaredAndHasNoFilters() {
        assertThat(html(SamplePlans.empty()))
                .contains("No changes. The cluster is as declared.")
                .doesNotContain("id=\"filters\"");
    }

    @Test
    void anIncompletePlanFromADirtyWorkTreeSaysBothLoudly() {
        assertThat(html(SamplePlans.incomplete()))
                .contains("<strong>Incomplete.</strong>", "<strong>Dirty.</strong>")
                .doesNotContain("The cluster is as declared.");
    }

    @Test
    void hostileTextIsShownAndIsNeverMarkup() {
        var html = withoutScriptAndStyle(html(SamplePlans.hostile()));

        assertThat(TAG.matcher(html).results().map(tag -> tag.group(2)).distinct())
                .allMatch(tag -> tag.matches(OURS));
        assertThat(html).doesNotContain("<script>alert", "<img").contains("&lt;script&gt;alert");
        assertThat(html.codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT);
    }

    @Test
    void tenThousandChangesAreWrittenQuicklyAndStartFolded() {
        var plan = SamplePlans.many(10_000);
        var start = Instant.now();

        var html = html(plan);

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(html).doesNotContain("<details open").hasSizeLessThan(20_000_000);
    }

    private static String withoutScriptAndStyle(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "").replaceAll("(?s)<script>\\(.*?</script>", "");
    }
}
