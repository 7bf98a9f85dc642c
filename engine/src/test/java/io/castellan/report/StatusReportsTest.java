package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.json.SchemaValidator;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StatusReportsTest {
    static String html(List<EnvironmentStatus> environments) {
        var out = new StringWriter();
        new StatusHtml().write(environments, SampleStatus.NOW, out);
        return out.toString();
    }

    private static String text(List<EnvironmentStatus> environments) {
        var out = new StringBuilder();
        new StatusText(Style.PLAIN).write(environments, out);
        return out.toString();
    }

    @Test
    void asTextItIsAsRecorded() throws IOException {
        Golden.check("status.txt", text(SampleStatus.all()));
    }

    @Test
    void asJsonItFollowsItsSchema() throws IOException {
        var json = new StatusJson("castellan 0.1.0").write(SampleStatus.all(), SampleStatus.NOW);
        Golden.check("status.json", new String(json, StandardCharsets.UTF_8));
        var problems = new Problems();
        YamlReader.read("status.json", json, problems)
                .ifPresent(node -> new SchemaValidator().validate("status", node, problems));
        assertThat(problems.sorted()).isEmpty();
    }

    @Test
    void thePageTellsTheSameWithoutScriptAndNetwork() {
        var html = html(SampleStatus.all());

        assertThat(html.replaceAll("<span class=\"whole\">([^<]*)</span>", "$1"))
                .contains(
                        "2 commits not applied yet",
                        "feature/metadata.version: deferred",
                        "not looked; --live connects",
                        "not looked; nothing is applied",
                        "CAS-GIT-019",
                        "nothing applied yet",
                        "20 applies, newest first; 4 older")
                .doesNotContain("<script", "src=", "url(", "@import", "<link", "<img", "href=");
        assertThat(html).contains("default-src &#39;none&#39;").doesNotContain("script-src");
        assertThat(Pattern.compile("style=|\\son[a-z]+=").matcher(html).find()).isFalse();
    }

    @Test
    void aTimelineEndsWhereTheRecordsWereReadAndBeginsWithTheOldestApplyOfAll() {
        var page = StatusPage.of(SampleStatus.all(), SampleStatus.NOW);

        assertThat(page.cards().get(0).dots())
                .first()
                .extracting(StatusPage.Dot::x)
                .isEqualTo("95.76%");
        assertThat(page.cards().get(0).dots())
                .last()
                .extracting(StatusPage.Dot::x)
                .isEqualTo("2.00%");
        assertThat(page.cards().get(1).dots())
                .last()
                .extracting(StatusPage.Dot::x)
                .isEqualTo("66.15%");
    }

    @Test
    void onlyOptionsAndTimesAreKeptInOneLine() {
        assertThat(StatusPage.pieces("until 2026-12-01T00:00:00Z; approve --sign-off 5 --key FILE, a-b --"))
                .filteredOn(StatusPage.Piece::whole)
                .extracting(StatusPage.Piece::text)
                .containsExactly("2026-12-01T00:00:00Z", "--sign-off", "--key");
        assertThat(StatusPage.pieces("a --b c").stream()
                        .map(StatusPage.Piece::text)
                        .reduce("", String::concat))
                .isEqualTo("a --b c");
    }

    @Test
    void ofManyCommitsTheFirstAreNamedAndTheOthersCounted() {
        var dev = SampleStatus.all().stream()
                .filter(status -> !status.ahead().isEmpty())
                .findFirst()
                .orElseThrow();
        var many = new EnvironmentStatus(
                dev.environment(),
                dev.entries(),
                dev.applied(),
                Collections.nCopies(30, dev.ahead().get(0)),
                dev.left(),
                dev.drift(),
                dev.timeline(),
                dev.problems(),
                dev.outstanding());

        assertThat(html(List.of(many))).contains("30 commits not applied yet", "and 22 more; all are in the JSON");
    }

    @Test
    void hostileNamesStayText() {
        var html = html(SampleStatus.hostile());

        assertThat(html).doesNotContain("<img", "<script", "\u202E", "\u001B");
        assertThat(text(SampleStatus.hostile())).doesNotContain("\u001B", "\u202E");
    }
}
