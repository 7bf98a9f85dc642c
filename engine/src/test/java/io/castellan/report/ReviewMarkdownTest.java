package io.castellan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Difference;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewMarkdownTest {
    private static String text(Plan... plans) {
        var text = new StringBuilder();
        new ReviewMarkdown()
                .write(
                        new Review(
                                "4b1c".repeat(10),
                                "9e0d".repeat(10),
                                List.of(),
                                List.of(plans).stream()
                                        .map(plan -> new Review.Part(
                                                plan.target().environment(), List.of(), Optional.of(plan)))
                                        .toList()),
                        text);
        return text.toString();
    }

    private static boolean shown(Plan plan, String text) {
        return ReviewMarkdown.showsAll(plan, text);
    }

    private static Plan longValue(int length) {
        var change = Difference.of(new ResourceId("topic", "a"), Verb.UPDATE)
                .field("config.x", Value.text("y"), Value.text("x".repeat(length)), SamplePlans.at("state.yaml", 1, 1))
                .provenance(SamplePlans.at("state.yaml", 1, 1))
                .risk(RiskClass.SAFE, "SAFE", "nothing is lost")
                .build();
        return SamplePlans.plan(true, Origin.folder(), List.of(), List.of(change));
    }

    @Test
    void whatIsShownWholeIsSaidToBe() {
        assertThat(shown(SamplePlans.full(), text(SamplePlans.full()))).isTrue();
        assertThat(shown(longValue(50), text(longValue(50)))).isTrue();
        assertThat(shown(SamplePlans.hostile(), text(SamplePlans.hostile()))).isTrue();
    }

    @Test
    void nobodyIsSaidToHaveSeenWhatWasCutOrLeftOut() {
        assertThat(shown(SamplePlans.many(10_000), text(SamplePlans.many(10_000))))
                .isFalse();
        assertThat(shown(longValue(5_000), text(longValue(5_000)))).isFalse();
        assertThat(shown(SamplePlans.full(), text(SamplePlans.many(1_000), SamplePlans.full())))
                .as("left out for length")
                .isFalse();
    }
}
