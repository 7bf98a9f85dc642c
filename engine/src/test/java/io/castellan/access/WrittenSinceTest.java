package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.ledger.BaselineCommits;
import io.castellan.model.Cause;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.FieldChange;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Origin;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody stops being an author because an override, or the end of one, was applied in between. */
class WrittenSinceTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final Target PROD = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
    private static final ResourceId ORDERS = new ResourceId("topic", "orders");
    private static final ResourceId BILLS = new ResourceId("topic", "bills");

    private final List<LedgerEntry> entries = new ArrayList<>();

    private void applied(String commit, ResourceId touched) {
        var begun = intent(commit, touched);
        entries.add(new LedgerEntry(
                begun,
                Optional.of(new Outcome(
                        begun.sequence(),
                        Outcome.Result.APPLIED,
                        List.of(new ChangeOutcome(digest(commit), touched, ChangeResult.APPLIED, "", begun.at())),
                        ExitCode.OK,
                        begun.at()))));
    }

    private void begun(String commit, ResourceId touched) {
        entries.add(new LedgerEntry(intent(commit, touched), Optional.empty()));
    }

    private Intent intent(String commit, ResourceId touched) {
        var sequence = entries.size() + 1L;
        return new Intent(
                sequence,
                PROD,
                new Intent.StateCommit(commit, "tree of " + commit, false),
                List.of(new IntendedChange(touched, digest(commit))),
                List.of(),
                List.of(),
                new Intent.Executor("deployer", "jenkins:ci"),
                Warrant.none(),
                "castellan",
                START.plusSeconds(60 * sequence));
    }

    private static Digest digest(String text) {
        return Digest.of(Value.text(text));
    }

    private static Change change(boolean endsAnOverride) {
        var builder = Difference.of(ORDERS, Verb.UPDATE)
                .field("config.retention.ms", Value.text("14d"), Value.text("7d"), Provenance.observed())
                .provenance(new Provenance(Optional.empty(), Cause.DECLARATION, List.of()))
                .risk(RiskClass.SAFE, "RISK", "for the test");
        if (endsAnOverride) {
            builder.field(new FieldChange(
                    Difference.OVERRIDE_UNTIL, Value.text(START.toString()), Value.unset(), Optional.empty()));
        }
        return Change.of(builder.build(), PROD);
    }

    /** @param overridden commits with which an override of any resource for a time was applied */
    private Optional<String> since(Change change, String... overridden) {
        var plan = new Plan("castellan", START, PROD, Origin.folder(), true, List.of(), List.of(change), List.of());
        return WrittenSince.of(
                        plan,
                        BaselineCommits.of(entries, PROD.clusterId()),
                        () -> entries,
                        (state, id) -> Set.of(overridden).contains(state.state().commit()))
                .getOrDefault(ORDERS, Optional.empty());
    }

    @Test
    void whatIsChangedWasWrittenSinceItWasApplied() {
        assertThat(since(change(false))).isEmpty();
        applied("first", ORDERS);
        applied("second", BILLS);
        assertThat(since(change(false))).contains("second");
    }

    @Test
    void whatEndsAnOverrideWasWrittenSinceTheApplyBeforeTheOverrideWhateverCameAfterIt() {
        applied("first", ORDERS);
        applied("override", ORDERS);
        applied("other", BILLS);
        assertThat(since(change(true))).contains("first");
    }

    @Test
    void theApplyOfTheEndThatIsStillOpenIsNotTheOverride() {
        applied("first", ORDERS);
        applied("override", ORDERS);
        begun("override", ORDERS);
        assertThat(since(change(true))).contains("first");
    }

    @Test
    void whatIsAppliedUnderAnOverrideForATimeIsPassedOver() {
        applied("first", ORDERS);
        applied("override", ORDERS);
        applied("under it", ORDERS);
        assertThat(since(change(false), "override", "under it")).contains("first");
        assertThat(since(change(true), "override")).contains("first");
        assertThat(since(change(false), "first", "override", "under it")).isEmpty();
    }
}
