package io.castellan.ledger;

import static io.castellan.ledger.Samples.PROD;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Intent;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Outcome.ChangeResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of entries without reading them whole. */
class LedgerBriefsIT extends LedgerOfProd {
    @ParameterizedTest
    @EnumSource(ChangeResult.class)
    void briefsSayTheSameHoweverMuchTheyAreReadFor(ChangeResult result) {
        for (var left : List.of(List.<LeftOut>of(), List.of(new LeftOut(Samples.topic("b"), "refused")))) {
            var ledger = ledger();
            var plan = Samples.plan(PROD, ledger.head(), "a", "b");
            var intent = leaving(left, Samples.intent(ledger.nextSequence(), plan, state));
            ledger.append(intent, plan);
            assertThat(ledger().briefs()).isEqualTo(EntryBrief.of(ledger().entries()));
            assertThat(ledger().open()).isPresent();
            ledger.append(Samples.outcome(intent, result));
            assertThat(ledger().briefs()).isEqualTo(EntryBrief.of(ledger().entries()));
            assertThat(ledger().open()).isEmpty();
        }
        var briefs = ledger().briefs();
        assertThat(briefs.get(0).pending().isEmpty()).isEqualTo(result.good());
        assertThat(briefs.get(1).tried())
                .as("what it may have set is known")
                .contains(Samples.topic("b"))
                .hasSize(result.good() ? 1 : 2);
    }

    private static Intent leaving(List<LeftOut> left, Intent intent) {
        return new Intent(
                intent.sequence(),
                intent.target(),
                intent.state(),
                intent.changes(),
                left,
                intent.targets(),
                intent.executor(),
                intent.warrant(),
                intent.tool(),
                intent.at());
    }

    @Test
    void whatAnEntryWithoutRestSaysOfItsChangesIsLeftToWhoeverReadsThem() {
        var ledger = ledger();
        var plan = Samples.plan(PROD, ledger.head(), "a", "b");
        var intent = leaving(List.of(), Samples.intent(1, plan, state));
        ledger.append(intent, plan);
        ledger.append(Samples.outcome(intent, ChangeResult.APPLIED));
        var path = "events/0000/000001-outcome.json";
        var good = git.run("show", BRANCH + ":" + path);

        rewrite(path, good.replace("topic/b", "topic/c"));
        assertThat(ledger().briefs().get(0).pending()).isEmpty();
        assertThat(codes(() -> ledger().entries().get(0))).containsExactly(LedgerCodes.CONTRADICTION);
        assertThat(ledger().reread().flaws())
                .extracting(flaw -> flaw.problem().code())
                .contains(ChainCodes.ALTERED);

        rewrite(path, good.replaceFirst("\"applied\",(\\s+\"at\")", "\"done\",$1"));
        assertThat(codes(() -> ledger().briefs().get(0))).contains(LedgerCodes.UNREADABLE);

        rewrite(path, good.replaceFirst("\"sequence\": 1", "\"sequence\": 2"));
        assertThat(codes(() -> ledger().briefs().get(0))).containsExactly(LedgerCodes.CONTRADICTION);

        rewrite(path, good.replaceFirst("(?s)\"changes\": \\[.*\\]", "\"changes\": []"));
        assertThat(ledger().briefs().get(0).pending())
                .as("nothing says what became of them")
                .containsExactly(Samples.topic("a"), Samples.topic("b"));
    }
}
