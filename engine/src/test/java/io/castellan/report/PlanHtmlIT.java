package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Plan;
import io.castellan.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser. */
@Requires("chromium")
class PlanHtmlIT {
    private static final String SHOWN = "document.querySelectorAll('.changes > li:not([hidden])').length";

    /** Ratio of contrast of every text to what it stands on, as WCAG 2 computes it; what is under 4.5 is listed. */
    static final String TOO_FAINT = """
            (() => {
              const rgb = color => color.match(/[\\d.]+/g).map(Number);
              const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const back = e => {
                for (; e; e = e.parentElement) {
                  const c = rgb(getComputedStyle(e).backgroundColor);
                  if (c.length < 4 || c[3] > 0) return c;
                }
                return [255, 255, 255];
              };
              return Array.from(document.querySelectorAll('body *'))
                .filter(e => Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim()))
                .filter(e => e.checkVisibility({ contentVisibilityAuto: false }) && !e.closest('.sr, script, noscript'))
                .map(e => {
                  const [a, b] = [light(rgb(getComputedStyle(e).color)), light(back(e))];
                  return [e.className + ' ' + e.textContent.slice(0, 40), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)];
                })
                .filter(pair => pair[1] < 4.5).map(pair => pair.join(': '));
            })()
            """;

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

    @AfterEach
    void asBefore() {
        browser.script(true);
        browser.size(1280, 900);
        browser.scheme("light");
    }

    private void open(Plan plan) throws IOException {
        browser.open(Files.writeString(folder.resolve("plan.html"), PlanHtmlTest.html(plan)));
    }

    private void search(String text) {
        browser.evaluate("document.getElementById('find').value = '" + text + "';"
                + "document.getElementById('filters').dispatchEvent(new Event('change'))");
    }

    @Test
    void thePageIsTheOnlyThingThatIsRequested() throws IOException {
        open(SamplePlans.hostile());

        assertThat(browser.requests()).singleElement().asString().startsWith("file:");
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void thePolicyLetsOurScriptRunAndNoOther() throws IOException {
        open(SamplePlans.hostile());

        assertThat(browser.evaluate("document.getElementById('filters').hidden").asBoolean())
                .isFalse();
        var foreign = browser.evaluate(
                "(() => { const s = document.createElement('script');"
                        + " s.textContent = 'window.foreign = true'; document.body.append(s); return window.foreign === true })()");
        assertThat(foreign.asBoolean()).isFalse();
        assertThat(browser.evaluate("document.querySelectorAll('img, iframe, script').length")
                        .asInt())
                .isEqualTo(2); // ours, and the foreign one of this test
    }

    @Test
    void searchAndFiltersNarrowTheListAndClearGivesAllBack() throws IOException {
        open(SamplePlans.full());
        int all = browser.evaluate(SHOWN).asInt();

        search("RETENTION_short");
        assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(1);
        assertThat(browser.evaluate("document.getElementById('shown').textContent")
                        .asString())
                .isEqualTo("1 of 18 changes");
        assertThat(browser.evaluate("document.querySelectorAll('.kind:not([hidden])').length")
                        .asInt())
                .isEqualTo(1);

        search("");
        browser.evaluate("document.querySelector('input[value=refused]').click()");
        assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(1);
        browser.evaluate("document.querySelector('input[name=mark][value=delete]').click()");
        assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(3);
        browser.evaluate("document.querySelector('input[name=kind][value=acl]').click()");
        assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(1);

        browser.evaluate("new Promise(done => { document.getElementById('clear').click(); setTimeout(done, 50) })");
        assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(all).isEqualTo(18);
    }

    @Test
    void aLinkOpensTheChangeThatItNames() throws IOException {
        open(SamplePlans.many(200));

        browser.evaluate(
                "new Promise(done => { document.querySelector('.shortlist a').click(); setTimeout(done, 100) })");

        assertThat(browser.evaluate("document.querySelectorAll('.changes details[open]').length")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void withoutScriptEverythingIsThereAndNoFilterIsShown() throws IOException {
        browser.script(false);
        open(SamplePlans.full());

        assertThat(browser.evaluate("document.getElementById('filters').hidden").asBoolean())
                .isTrue();
        assertThat(browser.evaluate(SHOWN).asInt()).isEqualTo(18);
        assertThat(browser.evaluate("document.body.innerText").asString()).contains("older segments are deleted");
    }

    @Test
    void tenThousandChangesAreSearchedWithinASecond() throws IOException {
        open(SamplePlans.many(10_000));
        search("warm up");

        var milliseconds = browser.evaluate("(() => { const start = performance.now();"
                + " document.getElementById('find').value = 'v77';"
                + " document.getElementById('filters').dispatchEvent(new Event('change'));"
                + " document.body.offsetHeight; return performance.now() - start })()");

        assertThat(milliseconds.asDouble()).isLessThan(1_000);
        assertThat(browser.evaluate(SHOWN).asInt()).isBetween(1, 1_000);
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1280, light", "1280, dark"})
    void nothingIsTooWideOrTooFaint(int width, String scheme) throws IOException {
        browser.size(width, 900);
        browser.scheme(scheme);
        for (var plan : new Plan[] {SamplePlans.full(), SamplePlans.incomplete(), SamplePlans.hostile()}) {
            open(plan);

            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(width);
            assertThat(browser.evaluate(TOO_FAINT)).isEmpty();
        }
    }

    @Test
    void everyControlHasANameAndHeadingsAreInOrder() throws IOException {
        open(SamplePlans.full());

        assertThat(browser.evaluate(
                                "Array.from(document.querySelectorAll('input')).filter(e => e.labels.length === 0).length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.querySelectorAll('h1').length").asInt())
                .isEqualTo(1);
        assertThat(browser.evaluate("new Set(Array.from(document.querySelectorAll('[id]'), e => e.id)).size"
                                + " === document.querySelectorAll('[id]').length")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate(
                                "['header', 'main', 'footer', 'form[role=search]'].every(e => document.querySelector(e))")
                        .asBoolean())
                .isTrue();
    }
}
