package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static String text(Plan plan, Style style) {
        var out = new StringBuilder();
        new PlanText(style).write(plan, out);
        return out.toString();
    }

    @Test
    void aFullPlanReadsAsRecorded() throws IOException {
        Golden.check("plan-full.txt", text(SamplePlans.full(), Style.PLAIN));
    }

    @Test
    void coloursChangeNothingButTheColour() throws IOException {
        var coloured = text(SamplePlans.full(), Style.COLOURED);

        assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(text(SamplePlans.full(), Style.PLAIN));
        Golden.check("plan-full.ansi.txt", coloured.replace('\u001B', '␛'));
    }

    @Test
    void anEmptyPlanSaysThatTheClusterIsAsDeclared() throws IOException {
        var text = text(SamplePlans.empty(), Style.PLAIN);

        assertThat(text).endsWith("No changes. The cluster is as declared.\n");
        Golden.check("plan-empty.txt", text);
    }

    @Test
    void oneAdviceForManyTopicsIsCountedAfterTheFirst() {
        var plan = SamplePlans.empty();
        var notes = IntStream.range(0, 1000)
                .mapToObj(i -> Problem.warning(
                        new Code("TOPIC", 10),
                        new Place("imported.yaml", i + 1, 3),
                        "retention is declared by time only"))
                .toList();
        var noisy = new Plan(
                plan.tool(),
                plan.createdAt(),
                plan.target(),
                plan.origin(),
                plan.complete(),
                notes,
                plan.changes(),
                plan.steps());

        var text = text(noisy, Style.PLAIN);

        assertThat(text)
                .contains("imported.yaml:5:3", "… and 995 more of CAS-TOPIC-010")
                .doesNotContain("imported.yaml:6:3");
    }

    @Test
    void anIncompletePlanNeverSaysThatTheClusterIsAsDeclared() throws IOException {
        var text = text(SamplePlans.incomplete(), Style.PLAIN);

        assertThat(text).doesNotContain("as declared.\n").contains("INCOMPLETE: ", "DIRTY: ");
        Golden.check("plan-incomplete.txt", text);
    }

    @Test
    void hostileTextIsShownAndDoesNothing() throws IOException {
        var text = text(SamplePlans.hostile(), Style.PLAIN);

        assertThat(text.codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT);
        assertThat(text).contains("line⟨U+000A⟩break").doesNotContain("\n::");
        Golden.check("plan-hostile.txt", text);
    }

    @Test
    void whatIsUnmanagedIsCountedAndItsFirstTwentyAreNamed() {
        var text = text(SamplePlans.many(1_000), Style.PLAIN);

        assertThat(text.lines().filter(line -> line.startsWith("  ? topic connect-")))
                .hasSize(20);
        assertThat(text).contains("  ? topic … and 80 more; all are in the plan as JSON or HTML", "100 unmanaged.");
    }

    @Test
    void tenThousandChangesAreWrittenQuickly() {
        var plan = SamplePlans.many(10_000);
        var start = Instant.now();

        var text = text(plan, Style.COLOURED);

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(text.lines().count()).isGreaterThan(10_000);
    }
}
