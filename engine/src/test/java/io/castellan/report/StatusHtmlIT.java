package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser. */
@Requires("chromium")
class StatusHtmlIT {
    @TempDir
    static Path profile;

    @TempDir
    Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start(profile);
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private void open(List<EnvironmentStatus> environments) throws IOException {
        browser.open(Files.writeString(folder.resolve("status.html"), StatusReportsTest.html(environments)));
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark"})
    void nothingIsTooWideOrTooFaint(int width, String scheme) throws IOException {
        browser.size(width, 900);
        browser.scheme(scheme);
        for (var environments : List.of(SampleStatus.all(), SampleStatus.hostile())) {
            open(environments);
            browser.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })");

            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(width);
            assertThat(browser.evaluate(PlanHtmlIT.TOO_FAINT)).isEmpty();
        }
    }

    @Test
    void thePageIsTheOnlyThingThatIsRequestedAndItsStyleIsTaken() throws IOException {
        open(SampleStatus.all());

        assertThat(browser.requests()).singleElement().asString().startsWith("file:");
        assertThat(browser.messages()).isEmpty();
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('.timeline')).height")
                        .asString())
                .isEqualTo("32px");
    }

    @Test
    void everyDotIsWithinItsTimeline() throws IOException {
        open(SampleStatus.all());

        assertThat(browser.evaluate("Array.from(document.querySelectorAll('circle')).every(dot => {"
                                + " const a = dot.getBoundingClientRect(), b = dot.closest('svg').getBoundingClientRect();"
                                + " return a.left >= b.left - 1 && a.right <= b.right + 1 && a.width >= 12 })")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate("document.querySelectorAll('h1').length").asInt())
                .isEqualTo(1);
    }
}
