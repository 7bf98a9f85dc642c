package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Disposition;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Unit;
import io.castellan.model.FieldChange;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Origin;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who approved an override approved its end: exactly that one, under its ceiling, once, and as long as nothing came in between. */
class OverrideEndApprovalTest {
    private static final Instant RAISED = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant END = Instant.parse("2026-12-15T00:00:00Z");
    private static final Instant AFTER = END.plusSeconds(3600);
    private static final ResourceId ORDERS = new ResourceId("topic", "orders");
    private static final Target PROD = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
    /** Where the ledger stands once the override was applied. */
    private static final String WITH_OVERRIDE = "5c2d";

    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [prod]
            people:
              admin:    {emails: [admin@example.org], keys: [key/admin]}
              reviewer: {keys: [key/reviewer]}
              deployer: {accounts: [jenkins:ci:deployer]}
            access:
              prod:
                write: [admin]
                approve: [reviewer, admin]
                execute: [deployer]
                approvals: {destructive: 1, irreversible: 1, environmentOnly: 1, control: 1}
            """;

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<Vote> votes = new ArrayList<>();
    private final Change raise = change("7d", "14d", Optional.empty(), RiskClass.SAFE, 0);
    private final Change end = end(END, 1000);
    private final Approval given = approval(Verdict.APPROVE, RAISED.minusSeconds(60), raise, due(end));

    @BeforeEach
    void theOverrideIsApprovedTogetherWithItsEndAndApplied() {
        vote("key/reviewer", given);
        entry(RAISED, raise, given);
    }

    private static Change change(String before, String after, Optional<Instant> until, RiskClass risk, long bytes) {
        var builder = Difference.of(ORDERS, Verb.UPDATE)
                .uuid("uuid")
                .field("config.retention.ms", Value.text(before), Value.text(after), Provenance.observed())
                .provenance(new Provenance(Optional.empty(), Cause.DECLARATION, List.of()))
                .risk(risk, "RISK", "for the test");
        until.ifPresent(instant -> builder.field(new FieldChange(
                Difference.OVERRIDE_UNTIL, Value.text(instant.toString()), Value.unset(), Optional.empty())));
        if (bytes > 0) {
            builder.fact(new Fact("bytesDropped", Value.whole(bytes), Unit.BYTES, Certainty.exact(), RAISED))
                    .ceiling(Ceiling.above("bytesDropped", bytes));
        }
        return Change.of(builder.build(), PROD);
    }

    private static Change end(Instant until, long bytes) {
        return change("14d", "7d", Optional.of(until), RiskClass.DESTRUCTIVE, bytes);
    }

    /** As the plan with the override shows it, and as it is approved. */
    private static Change due(Change end) {
        var shown =
                end.difference().withDisposition(new Disposition.Deferred("OVERRIDE_ENDS", "later", Optional.of(END)));
        return Change.of(shown, PROD).whenDue(PROD).orElseThrow();
    }

    private static Approval approval(Verdict verdict, Instant at, Change... about) {
        return approval(Optional.empty(), verdict, at, about);
    }

    private static Approval approval(Optional<String> head, Verdict verdict, Instant at, Change... about) {
        var ceilings = new TreeMap<Digest, List<Ceiling>>();
        Arrays.stream(about)
                .filter(one -> !one.difference().ceilings().isEmpty())
                .forEach(one -> ceilings.put(one.digest(), one.difference().ceilings()));
        return new Approval(
                PROD,
                head,
                Arrays.stream(about).map(Change::digest).toList(),
                ceilings,
                verdict,
                "",
                at,
                at.plus(Duration.ofDays(7)));
    }

    private static Actor actor(String identity) {
        return Policies.policy(POLICY, Set.of("prod")).people().resolve(new Identity(identity));
    }

    private void vote(String identity, Approval approval) {
        votes.add(new Vote(actor(identity), new Signed(approval, "signature"), "ssh"));
    }

    private void entry(Instant at, Change change, Approval... by) {
        var counted = Arrays.stream(by)
                .map(one -> new Counted(new Signed(one, "signature"), "reviewer", "ssh"))
                .toList();
        var sequence = entries.size() + 1L;
        entries.add(new LedgerEntry(
                new Intent(
                        sequence,
                        PROD,
                        new Intent.StateCommit("4b1c", "9e0d", false),
                        List.of(IntendedChange.of(change)),
                        List.of(),
                        List.of(),
                        new Intent.Executor("deployer", "jenkins:ci"),
                        new Warrant(Optional.of("77aa"), List.of(), counted, Optional.empty()),
                        "castellan",
                        at),
                Optional.of(new Outcome(sequence, Outcome.Result.APPLIED, List.of(), ExitCode.OK, at))));
    }

    private List<String> refusals(Change planned, Instant now, Actor... authors) {
        var plan = new Plan("castellan", now, PROD, Origin.folder(), true, List.of(), List.of(planned), List.of());
        return new Judge(Policies.policy(POLICY, Set.of("prod")), "77aa")
                        .judge(new Judge.Case(
                                plan,
                                Map.of(ORDERS, List.of(authors)),
                                Optional.of(actor("jenkins:ci:deployer")),
                                Set.of(),
                                votes,
                                new LedgerPosition(
                                        head -> Optional.of(1L).filter(one -> head.equals(WITH_OVERRIDE)), entries),
                                now))
                        .refusals()
                        .stream()
                        .map(problem -> problem.code().toString())
                        .toList();
    }

    private void assertNotApproved(Change planned, Instant now) {
        assertThat(refusals(planned, now)).containsExactly("CAS-AUTH-001");
    }

    @Test
    void theEndIsApprovedThoughTheApprovalIsOlderThanAMonth() {
        assertThat(refusals(end, AFTER)).isEmpty();
        assertThat(refusals(end(END, 1200), AFTER)).as("under the ceiling").isEmpty();
    }

    @Test
    void whatOutgrewTheCeilingIsNot() {
        assertNotApproved(end(END, 1301), AFTER);
    }

    @Test
    void anotherEndIsNotNorTheSameChangeWithoutAnOverride() {
        assertNotApproved(end(END.plusSeconds(1), 1000), AFTER);
        assertNotApproved(change("14d", "7d", Optional.empty(), RiskClass.DESTRUCTIVE, 1000), AFTER);
        assertNotApproved(change("14d", "7d", Optional.empty(), RiskClass.DESTRUCTIVE, 1000), RAISED.plusSeconds(60));
    }

    @Test
    void otherValuesAreNot() {
        assertNotApproved(change("14d", "6d", Optional.of(END), RiskClass.DESTRUCTIVE, 1000), AFTER);
        assertNotApproved(change("21d", "7d", Optional.of(END), RiskClass.DESTRUCTIVE, 1000), AFTER);
    }

    @Test
    void aRiskThatRoseIsNot() {
        assertNotApproved(change("14d", "7d", Optional.of(END), RiskClass.IRREVERSIBLE, 1000), AFTER);
    }

    @Test
    void anotherEntryInBetweenSpendsIt() {
        entry(RAISED.plusSeconds(60), change("14d", "15d", Optional.empty(), RiskClass.SAFE, 0), given);
        assertNotApproved(end, AFTER);
    }

    @Test
    void theSameChangeOnceMoreSpendsIt() {
        entry(RAISED.plusSeconds(60), raise, given);
        assertNotApproved(end, AFTER);
    }

    @Test
    void theEndItselfSpendsIt() {
        entry(AFTER, due(end), given);
        assertNotApproved(end, AFTER.plusSeconds(60));
    }

    @Test
    void theEndSpendsAnApprovalOfItAloneToo() {
        votes.clear();
        var alone = approval(Optional.of(WITH_OVERRIDE), Verdict.APPROVE, RAISED.plusSeconds(60), due(end));
        vote("key/reviewer", alone);
        assertThat(refusals(end, AFTER)).isEmpty();

        entry(AFTER, due(end), alone);
        assertNotApproved(end, AFTER.plusSeconds(60));
    }

    @Test
    void anApprovalThatDidNotCountForTheOverrideDoesNotCountForTheEnd() {
        entries.clear();
        entry(RAISED, raise, approval(Verdict.APPROVE, RAISED.minusSeconds(30), raise));
        assertNotApproved(end, AFTER);
    }

    @Test
    void anApprovalOfTheEndAloneIsSpentByTheOverride() {
        votes.clear();
        entries.clear();
        var alone = approval(Verdict.APPROVE, RAISED.minusSeconds(60), due(end));
        vote("key/reviewer", alone);
        entry(RAISED, raise, alone);
        assertNotApproved(end, AFTER);
    }

    @Test
    void itCountsAsLongAfterTheEndAsItWasGivenFor() {
        assertThat(refusals(end, END.plus(Duration.ofDays(7)).minusSeconds(1))).isEmpty();
        assertNotApproved(end, END.plus(Duration.ofDays(7)));
        assertNotApproved(raise, RAISED.plus(Duration.ofDays(7)));
    }

    @Test
    void itCountsForAMonthAfterTheEndHoweverLongItWasGivenFor() {
        votes.clear();
        entries.clear();
        var lasting = new Approval(
                PROD,
                Optional.empty(),
                given.changes(),
                given.ceilings(),
                Verdict.APPROVE,
                "",
                given.at(),
                given.at().plus(Duration.ofDays(300)));
        vote("key/reviewer", lasting);
        entry(RAISED, raise, lasting);

        assertThat(refusals(end, END.plus(Judge.LONGEST).minusSeconds(1))).isEmpty();
        assertNotApproved(end, END.plus(Judge.LONGEST));
    }

    @Test
    void oneFromTheFutureDoesNotCount() {
        votes.clear();
        vote("key/reviewer", approval(Optional.of(WITH_OVERRIDE), Verdict.APPROVE, AFTER.plusSeconds(600), due(end)));
        assertNotApproved(end, AFTER);
    }

    @Test
    void whoWroteTheOverrideHasWrittenItsEnd() {
        assertThat(refusals(end, AFTER, actor("email:admin@example.org"))).isEmpty();

        votes.clear();
        entries.clear();
        var own = approval(Verdict.APPROVE, RAISED.minusSeconds(60), raise, due(end));
        vote("key/admin", own);
        entry(RAISED, raise, own);
        assertThat(refusals(end, AFTER, actor("email:admin@example.org"))).containsExactly("CAS-AUTH-001");
    }

    @Test
    void aRejectionInBetweenHolds() {
        vote("key/admin", approval(Verdict.REJECT, RAISED.plusSeconds(60), due(end)));
        assertThat(refusals(end, AFTER)).contains("CAS-AUTH-002");
    }

    @Test
    void whatWouldDestroyWithoutABoundIsNotApprovedBeforehand() {
        var unbounded = change("14d", "7d", Optional.of(END), RiskClass.DESTRUCTIVE, 0);
        var shown = unbounded
                .difference()
                .withDisposition(new Disposition.Deferred("OVERRIDE_ENDS", "later", Optional.of(END)));
        assertThat(Change.of(shown, PROD).whenDue(PROD)).isEmpty();
        assertThat(raise.whenDue(PROD)).as("no end").isEmpty();
        assertThat(end.whenDue(PROD)).as("planned, not to come").isEmpty();
    }
}
