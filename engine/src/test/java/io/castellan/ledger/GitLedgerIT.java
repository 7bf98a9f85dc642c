package io.castellan.ledger;

import static io.castellan.ledger.Samples.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.git.GitCodes;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Plan;
import io.castellan.model.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ledger in a real repository, held against the program git. */
class GitLedgerIT extends LedgerOfProd {
    @Test
    void anEmptyLedgerHasNoHeadAndNoEntry() {
        assertThat(ledger().head()).isEmpty();
        assertThat(ledger().entries()).isEmpty();
        assertThat(ledger().open()).isEmpty();
        assertThat(ledger().nextSequence()).isEqualTo(1);
        assertThat(git.run("branch", "--list")).isEqualTo("* main");
    }

    @Test
    void whatIsAppendedIsReadBackByAnother() {
        var writer = ledger();
        var plan = Samples.plan(PROD, Optional.empty(), "a", "b");
        var intent = Samples.intent(1, plan, state);
        var outcome = Samples.outcome(intent, ChangeResult.FAILED);

        writer.append(intent, plan);

        assertThat(ledger().open()).contains(new LedgerEntry(intent, Optional.empty()));
        assertThat(ledger().plan(ledger().open().orElseThrow())).isEqualTo(plan);
        assertThat(ledger().head()).contains(git.run("rev-parse", BRANCH));

        writer.append(outcome);

        assertThat(writer.entries()).containsExactly(new LedgerEntry(intent, Optional.of(outcome)));
        assertThat(ledger().entries()).isEqualTo(writer.entries());
        assertThat(ledger().open()).isEmpty();
        assertThat(ledger().nextSequence()).isEqualTo(2);
    }

    @Test
    void whoeverIsSecondIsToldAndNothingIsLost() {
        var one = ledger();
        var other = ledger();
        var plan = Samples.plan(PROD, other.head(), "b");
        var late = Samples.intent(other.nextSequence(), plan, state);
        apply(one, "a");

        assertThatThrownBy(() -> other.append(late, plan))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STALE))
                .hasMessageContaining("CAS-LEDGER-001")
                .hasMessageContaining("#1 of prod")
                .hasMessageContaining("deployer");

        assertThat(one.entries()).hasSize(1);
    }

    @Test
    void aPlanWhoseBaselineIsOlderThanTheHeadIsStaleEvenWithTheRightNumber() {
        var one = ledger();
        apply(one, "a");
        var plan = Samples.plan(PROD, one.head(), "b");
        apply(ledger(), "c");

        assertThat(codes(() -> one.append(Samples.intent(one.nextSequence(), plan, state), plan)))
                .containsExactly(LedgerCodes.MOVED);
    }

    @Test
    void whatOneAppendedItselfDoesNotMakeItsPlanStale() {
        var ledger = ledger();
        var abandoned = begin(ledger, "a");
        var again = ledger();
        var plan = Samples.plan(PROD, again.head(), "b");

        again.append(Samples.outcome(abandoned, ChangeResult.NOT_RUN));
        again.append(Samples.intent(again.nextSequence(), plan, state), plan);

        assertThat(again.entries()).hasSize(2);
    }

    @Test
    void nothingFollowsAnOpenEntry() {
        var ledger = ledger();
        begin(ledger, "a");
        assertThat(codes(() -> begin(ledger, "b"))).containsExactly(LedgerCodes.STILL_OPEN);
    }

    @Test
    void anOutcomeIsRecordedOnceAndOnlyForTheOpenEntry() {
        var ledger = ledger();
        var intent = begin(ledger, "a");
        var other = ledger();
        ledger.append(Samples.outcome(intent, ChangeResult.APPLIED));

        var failure =
                catchThrowableOfType(Failure.class, () -> other.append(Samples.outcome(intent, ChangeResult.FAILED)));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(failure.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(LedgerCodes.NOT_OPEN, LedgerCodes.OUTCOME_NOT_RECORDED);
        assertThat(other.entries().get(0).outcome()).contains(Samples.outcome(intent, ChangeResult.APPLIED));
    }

    @Test
    void anIntentAndAPlanThatDoNotBelongTogetherAreADefect() {
        var ledger = ledger();
        var plan = Samples.plan(PROD, Optional.empty(), "a");
        var other = Samples.plan(PROD, Optional.empty(), "b");
        var dev = Samples.plan(new Target("dev", "x"), Optional.empty(), "a");
        assertThatThrownBy(() -> ledger.append(Samples.intent(1, plan, state), other))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.append(Samples.intent(1, dev, state), dev))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.append(Samples.intent(2, plan, state), plan))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.head()).isEmpty();
    }

    @Test
    void aStateCommitThatDoesNotExistIsRefused() {
        state = new StateCommit("0123456789012345678901234567890123456789", state.tree(), false);
        var ledger = ledger();
        assertThat(codes(() -> begin(ledger, "a"))).containsExactly(GitCodes.INCOMPLETE);
        assertThat(ledger.head()).isEmpty();
    }

    @Test
    void aListOfEntriesStaysAsItWasWhenItWasAskedFor() {
        var ledger = ledger();
        apply(ledger, "a");
        var entries = ledger.entries();
        Plan plan = ledger.plan(entries.get(0));

        apply(ledger(), "b");

        assertThat(entries).hasSize(1);
        assertThat(ledger.entries()).hasSize(2);
        assertThat(ledger.plan(ledger.entries().get(0))).isEqualTo(plan);
    }
}
