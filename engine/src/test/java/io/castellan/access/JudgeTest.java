package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.diagnostics.Problem;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Digest;
import io.castellan.model.Fact;
import io.castellan.model.Fact.Certainty;
import io.castellan.model.Fact.Unit;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.Provenance;
import io.castellan.model.ResourceId;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Target PROD = new Target("prod", "5L6g3nShT-eMCtK--X86sw");
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [prod]
            people:
              admin:     {emails: [admin@example.org, admin@other.example], keys: [key/admin]}
              reviewer:  {emails: [reviewer@example.org], keys: [key/reviewer, key/reviewer-token]}
              second:    {keys: [key/second]}
              deployer:  {accounts: [jenkins:ci:deployer]}
              everything: {emails: [all@example.org], keys: [key/everything], accounts: [local:all]}
            groups: {kafka-admins: [admin, everything], reviewers: [reviewer, second, everything], developers: [deployer, everything]}
            access:
              prod:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
            """;
    private static final Actor ADMIN = actor("email:admin@example.org");
    private static final Actor DEPLOYER = actor("jenkins:ci:deployer");

    private final Map<ResourceId, List<Actor>> authors = new HashMap<>();
    private final List<Vote> votes = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private String policy = POLICY;
    private Optional<Actor> executor = Optional.of(DEPLOYER);
    private Set<Skip> skipped = Set.of();

    private static Actor actor(String identity) {
        return Policies.policy(POLICY, Set.of("prod")).people().resolve(new Identity(identity));
    }

    private Change change(String name, RiskClass risk) {
        return change(name, risk, Cause.DECLARATION, 0);
    }

    private Change change(String name, RiskClass risk, Cause cause, long bytes) {
        var place = new Place("payments.yaml", 3, 3);
        var builder = Difference.of(new ResourceId("topic", name), Verb.UPDATE)
                .field("config.retention.ms", Value.text("2"), Value.text("1"), Provenance.at(place, cause))
                .provenance(Provenance.at(place, cause))
                .risk(risk, "RISK", "for the test");
        if (bytes > 0) {
            builder.fact(new Fact("bytes", Value.whole(bytes), Unit.BYTES, Certainty.exact(), NOW))
                    .ceiling(Ceiling.above("bytes", bytes));
        }
        return Change.of(builder.build(), PROD);
    }

    private Change planned(Change change, Actor... wrote) {
        changes.add(change);
        authors.put(change.id(), Arrays.asList(wrote));
        return change;
    }

    private Approval approval(Change... about) {
        var ceilings = new TreeMap<Digest, List<Ceiling>>();
        Arrays.stream(about)
                .filter(one -> !one.difference().ceilings().isEmpty())
                .forEach(one -> ceilings.put(one.digest(), one.difference().ceilings()));
        return new Approval(
                PROD,
                Optional.empty(),
                Arrays.stream(about).map(Change::digest).toList(),
                ceilings,
                Verdict.APPROVE,
                "",
                NOW.minusSeconds(60),
                NOW.plusSeconds(3600));
    }

    private void votes(String identity, Approval approval) {
        votes.add(new Vote(actor(identity), new Signed(approval, "signature"), "ssh"));
    }

    private Approval at(Approval of, Instant at, Instant expires) {
        return new Approval(
                of.target(), of.ledgerHead(), of.changes(), of.ceilings(), of.verdict(), of.comment(), at, expires);
    }

    private Approval head(Approval of, String head) {
        return new Approval(
                of.target(), Optional.of(head), of.changes(), of.ceilings(), of.verdict(), "", of.at(), of.expires());
    }

    private Approval verdict(Approval of, Verdict verdict, Instant at) {
        return new Approval(of.target(), of.ledgerHead(), of.changes(), of.ceilings(), verdict, "", at, of.expires());
    }

    private void applied(Change change) {
        entries.add(new LedgerEntry(
                new Intent(
                        entries.size() + 1L,
                        PROD,
                        new Intent.StateCommit("4b1c", "9e0d", false),
                        List.of(IntendedChange.of(change)),
                        List.of(),
                        List.of(),
                        new Intent.Executor("deployer", "local"),
                        Warrant.none(),
                        "castellan",
                        NOW.minusSeconds(600)),
                Optional.empty()));
    }

    private Judgement judge() {
        return judge(NOW);
    }

    /** Heads of the ledger are called head-1, head-2 … */
    private Judgement judge(String known) {
        var plan = new Plan("castellan", NOW, PROD, Origin.folder(), true, List.of(), changes, List.of());
        return new Judge(Policies.policy(policy, Set.of(known)), "77aa")
                .judge(new Judge.Case(
                        plan,
                        authors,
                        executor,
                        skipped,
                        votes,
                        new LedgerPosition(head -> Optional.empty(), entries),
                        NOW));
    }

    private Judgement judge(Instant now) {
        var plan = new Plan("castellan", NOW, PROD, Origin.folder(), true, List.of(), changes, List.of());
        var ledger = new LedgerPosition(
                head -> LongStream.rangeClosed(1, entries.size())
                        .filter(count -> head.equals("head-" + count))
                        .boxed()
                        .findFirst(),
                entries);
        return new Judge(Policies.policy(policy, Set.of("prod")), "77aa")
                .judge(new Judge.Case(plan, authors, executor, skipped, votes, ledger, now));
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(problem -> problem.code().toString()).toList();
    }

    @Test
    void whatWasApprovedByEnoughOthersMayBeExecutedByAThird() {
        var safe = planned(change("a", RiskClass.SAFE), ADMIN);
        var destructive = planned(change("b", RiskClass.DESTRUCTIVE), ADMIN);
        votes("key/reviewer", approval(safe, destructive));
        votes("key/second", approval(destructive));

        var judgement = judge();

        assertThat(judgement.refusals()).isEmpty();
        assertThat(judgement.warrant().authors()).containsExactly("admin");
        assertThat(judgement.warrant().approvers()).containsExactly("reviewer", "second");
        assertThat(judgement.warrant().policy()).contains("77aa");
    }

    @Test
    void everyChangeNeedsItsOwnApprovals() {
        var safe = planned(change("a", RiskClass.SAFE), ADMIN);
        planned(change("b", RiskClass.DESTRUCTIVE), ADMIN);
        planned(change("c", RiskClass.IRREVERSIBLE), ADMIN);
        votes("key/reviewer", approval(safe));

        assertThat(judge().refusals())
                .extracting(Problem::message)
                .containsExactly(
                        "topic/b: needs 2 approvals (destructive) and has none",
                        "topic/c: needs 2 approvals (irreversible) and has none");
    }

    @Test
    void whatIsTheEnvironmentsOwnNeedsMore() {
        var own = planned(change("a", RiskClass.SAFE, Cause.DEFAULTS, 0), ADMIN);
        votes("key/reviewer", approval(own));

        assertThat(judge().refusals())
                .extracting(Problem::message)
                .containsExactly("topic/a: needs 2 approvals (environmentOnly) and has reviewer");
    }

    @Test
    void onePersonUnderTwoKeysIsOneApproval() {
        var change = planned(change("a", RiskClass.DESTRUCTIVE), ADMIN);
        votes("key/reviewer", approval(change));
        votes("key/reviewer-token", approval(change));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
    }

    @Test
    void whoWroteAChangeDoesNotApproveItUnderWhateverName() {
        var change = planned(change("a", RiskClass.SAFE), actor("email:all@example.org"));
        votes("key/everything", approval(change));
        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");

        votes("key/second", approval(change));
        assertThat(judge().refusals()).isEmpty();
    }

    @Test
    void whoWroteAChangeDoesNotExecuteIt() {
        executor = Optional.of(actor("local:all"));
        var change = planned(change("a", RiskClass.SAFE), actor("email:all@example.org"));
        votes("key/second", approval(change));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-005");
    }

    @Test
    void theExecutorsOwnApprovalDoesNotCount() {
        executor = Optional.of(actor("local:all"));
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/everything", approval(change));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
    }

    @Test
    void anAuthorWhomNobodyKnowsMayBeEverybodyAndMayNotWrite() {
        var change = planned(change("a", RiskClass.SAFE), actor("email:stranger@example.org"));
        votes("key/reviewer", approval(change));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-005", "CAS-AUTH-004", "CAS-AUTH-001");
        assertThat(judge().warrant().authors()).containsExactly("unknown:email:stranger@example.org");
    }

    @Test
    void whoMayNotWriteHasNotWritten() {
        var change = planned(change("a", RiskClass.SAFE), actor("email:reviewer@example.org"));
        votes("key/second", approval(change));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-004");
    }

    @Test
    void whoMayNotExecuteDoesNotEvenWhereThereIsNothingToDo() {
        executor = Optional.of(actor("email:reviewer@example.org"));
        assertThat(codes(judge().refusals())).containsExactly("CAS-ACCESS-002");
        executor = Optional.of(actor("jenkins:other:deployer"));
        assertThat(codes(judge().refusals())).containsExactly("CAS-ACCESS-001");
    }

    @Test
    void whoMayNotApproveIsNotCounted() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("jenkins:ci:deployer", approval(change));
        votes("key/nobody", approval(change));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
        assertThat(codes(judge().notes())).containsExactly("CAS-AUTH-006", "CAS-AUTH-006");
    }

    @Test
    void anApprovalIsForOneEnvironmentAndCluster() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        for (var other : List.of(new Target("dr", PROD.clusterId()), new Target("prod", "another"))) {
            var given = approval(change);
            votes(
                    "key/reviewer",
                    new Approval(
                            other,
                            given.ledgerHead(),
                            given.changes(),
                            given.ceilings(),
                            given.verdict(),
                            "",
                            given.at(),
                            given.expires()));
        }

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
    }

    @Test
    void anotherChangeOfTheSameResourceIsNotApproved() {
        planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/reviewer", approval(change("a", RiskClass.DISRUPTIVE)));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
    }

    @Test
    void anApprovalEndsWhenItSaysSoAndIsNotFromTheFutureAndNotTooOld() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        var given = approval(change);
        votes("key/reviewer", at(given, NOW.minusSeconds(60), NOW));
        assertThat(judge().notes())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("expired at"));
        assertThat(judge(NOW.minusSeconds(1)).refusals()).isEmpty();

        votes.clear();
        votes("key/reviewer", at(given, NOW.plus(Duration.ofMinutes(6)), NOW.plus(Duration.ofDays(1))));
        assertThat(judge().notes())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("from the future"));

        votes.clear();
        votes("key/reviewer", at(given, NOW.minus(Judge.LONGEST), NOW.plus(Duration.ofDays(1))));
        assertThat(judge().notes())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("older than"));
        assertThat(judge(NOW.minusSeconds(1)).refusals()).isEmpty();
    }

    @Test
    void anApprovalIsSpentByALaterEntryThatTouchesTheResource() {
        var one = planned(change("a", RiskClass.SAFE), ADMIN);
        var other = planned(change("b", RiskClass.SAFE), ADMIN);
        votes("key/reviewer", approval(one, other));
        applied(one);

        assertThat(judge().refusals())
                .extracting(Problem::message)
                .containsExactly("topic/a: needs 1 approval (safe) and has none");

        votes("key/reviewer", head(approval(one), "head-1"));
        assertThat(judge().refusals()).isEmpty();
    }

    @Test
    void anApprovalOfAHeadThatIsNotOfThisLedgerDoesNotCount() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/reviewer", head(approval(change), "head-1"));

        assertThat(codes(judge().notes())).containsExactly("CAS-AUTH-006");
        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
    }

    @Test
    void aRejectionHoldsUntilTheSamePersonApproves() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/second", approval(change));
        votes("key/reviewer", verdict(approval(change), Verdict.REJECT, NOW.minusSeconds(30)));
        assertThat(judge().refusals()).extracting(Problem::message).containsExactly("topic/a: rejected by reviewer");

        votes("key/reviewer-token", verdict(approval(change), Verdict.APPROVE, NOW.minusSeconds(20)));
        assertThat(judge().refusals()).isEmpty();
    }

    @Test
    void theLatestVerdictOfAPersonHoldsInWhateverOrderTheyAreFound() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        for (int seconds = 1; seconds < 20; seconds++) {
            votes.clear();
            votes("key/reviewer", verdict(approval(change), Verdict.REJECT, NOW.minusSeconds(100 + seconds)));
            votes("key/reviewer", verdict(approval(change), Verdict.APPROVE, NOW.minusSeconds(seconds)));
            assertThat(judge().refusals()).as("approved %d s ago", seconds).isEmpty();

            votes.clear();
            votes("key/reviewer", verdict(approval(change), Verdict.APPROVE, NOW.minusSeconds(100 + seconds)));
            votes("key/reviewer", verdict(approval(change), Verdict.REJECT, NOW.minusSeconds(seconds)));
            assertThat(codes(judge().refusals()))
                    .as("rejected %d s ago", seconds)
                    .containsExactly("CAS-AUTH-002");
        }
    }

    @Test
    void aFigureMayMoveUnderItsCeilingAndNotAboveIt() {
        var seen = change("a", RiskClass.DESTRUCTIVE, Cause.DECLARATION, 1000);
        votes("key/reviewer", approval(seen));
        votes("key/second", approval(seen));

        planned(change("a", RiskClass.DESTRUCTIVE, Cause.DECLARATION, 1100), ADMIN);
        assertThat(judge().refusals()).isEmpty();

        changes.clear();
        planned(change("a", RiskClass.DESTRUCTIVE, Cause.DECLARATION, 5000), ADMIN);
        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
    }

    @Test
    void ceilingsThatWereWrittenInLaterApproveNothing() {
        var seen = change("a", RiskClass.DESTRUCTIVE, Cause.DECLARATION, 1000);
        var now = planned(change("a", RiskClass.DESTRUCTIVE, Cause.DECLARATION, 5000), ADMIN);
        SortedMap<Digest, List<Ceiling>> wide =
                new TreeMap<>(Map.of(seen.digest(), now.difference().ceilings()));
        var given = approval(seen);
        votes(
                "key/reviewer",
                new Approval(
                        PROD,
                        Optional.empty(),
                        given.changes(),
                        wide,
                        given.verdict(),
                        "",
                        given.at(),
                        given.expires()));

        assertThat(judge().standings().get(0).approvers()).isEmpty();
    }

    @Test
    void nothingIsAppliedInAFreeze() {
        policy = POLICY + "    freeze: [{from: 2026-11-22, to: 2026-11-23, zone: Europe/Berlin, reason: year end}]\n";
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/reviewer", approval(change));

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-003");
        assertThat(judge(Instant.parse("2026-11-24T10:00:00Z").minusSeconds(36 * 3600))
                        .refusals())
                .extracting(problem -> problem.code().toString())
                .contains("CAS-AUTH-003");
    }

    @Test
    void manyChangesAreNamedInOneLine() {
        for (var name : List.of("a", "b", "c", "d", "e", "f", "g")) {
            planned(change(name, RiskClass.SAFE), ADMIN);
        }

        assertThat(judge().refusals())
                .extracting(Problem::message)
                .containsExactly(
                        "topic/a, topic/b, topic/c, topic/d, topic/e and 2 more: needs 1 approval (safe) and has none");
    }

    @Test
    void whatNobodyWroteNeedsOnlyApprovals() {
        var repaired = planned(change("a", RiskClass.SAFE));
        votes("key/reviewer", approval(repaired));

        assertThat(judge().refusals()).isEmpty();
    }

    private Judgement.Control control(String environment, Actor author) {
        var from = new ControlSet(new TreeMap<>(Map.of("castellan.yaml", Digest.of(Value.text("old")))));
        var to = new ControlSet(new TreeMap<>(Map.of("castellan.yaml", Digest.of(Value.text("new")))));
        var change = from.to(to, environment).orElseThrow();
        votes.replaceAll(vote -> {
            var given = vote.approval();
            return new Vote(
                    vote.voter(),
                    new Signed(
                            new Approval(
                                    new Target(environment, "x"),
                                    given.ledgerHead(),
                                    List.of(change.digest()),
                                    new TreeMap<>(),
                                    given.verdict(),
                                    "",
                                    given.at(),
                                    given.expires()),
                            "signature"),
                    "ssh");
        });
        return new Judge(Policies.policy(policy, Set.of("prod")), "77aa")
                .control(environment, change, List.of(author), votes, NOW);
    }

    @Test
    void aNewControlSetNeedsTwoPersonsOfTheOldOneWhoDidNotWriteIt() {
        votes("key/reviewer", approval());
        votes("key/reviewer-token", approval());
        assertThat(control("prod", ADMIN).approved()).isFalse();
        votes("key/everything", approval());
        assertThat(control("prod", actor("email:all@example.org")).approved()).isFalse();
        assertThat(control("prod", ADMIN).approved()).isTrue();
        assertThat(control("prod", actor("email:stranger@example.org")).approved())
                .isFalse();
    }

    @Test
    void aNewControlSetThatIsRejectedDoesNotComeIntoForce() {
        votes("key/reviewer", approval());
        votes("key/everything", approval());
        votes("key/second", verdict(approval(), Verdict.REJECT, NOW.minusSeconds(30)));
        var rejected = control("prod", ADMIN);
        assertThat(rejected.approved()).isFalse();
        assertThat(rejected.rejecters()).containsExactly("second");

        votes("key/second", verdict(approval(), Verdict.APPROVE, NOW.minusSeconds(20)));
        assertThat(control("prod", ADMIN).approved()).isTrue();
    }

    @Test
    void whoTakesBackTheApprovalOfAControlSetNoLongerApprovesIt() {
        votes("key/reviewer", approval());
        votes("key/second", approval());
        assertThat(control("prod", ADMIN).approved()).isTrue();
        votes("key/reviewer-token", verdict(approval(), Verdict.REJECT, NOW.minusSeconds(30)));

        assertThat(control("prod", ADMIN).approved()).isFalse();
    }

    @Test
    void ofTwoVerdictsOfOneSecondTheRejectionHolds() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/reviewer", approval(change));
        votes("key/reviewer-token", verdict(approval(change), Verdict.REJECT, NOW.minusSeconds(60)));
        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-002");
        Collections.reverse(votes);
        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-002");
    }

    @Test
    void anEnvironmentThatThePolicyDoesNotKnowIsInTheHandsOfWhoMayApproveEverywhere() {
        votes("key/reviewer", approval());
        votes("key/admin", approval());
        assertThat(control("new", ADMIN).approved()).isFalse();
        votes("key/second", approval());
        assertThat(control("new", ADMIN).approved()).isTrue();
    }

    @Test
    void anApprovalOfAControlSetIsForOneStepOfOneEnvironment() {
        votes("key/reviewer", approval());
        votes("key/second", approval());
        control("dr", ADMIN);
        var given = List.copyOf(votes);
        control("prod", ADMIN);
        var from = new ControlSet(new TreeMap<>(Map.of("castellan.yaml", Digest.of(Value.text("other")))));
        var to = new ControlSet(new TreeMap<>(Map.of("castellan.yaml", Digest.of(Value.text("new")))));

        var judge = new Judge(Policies.policy(policy, Set.of("prod")), "77aa");
        assertThat(judge.control("prod", from.to(to, "prod").orElseThrow(), List.of(ADMIN), votes, NOW)
                        .approved())
                .isFalse();
        assertThat(judge.control("prod", from.to(to, "prod").orElseThrow(), List.of(ADMIN), given, NOW)
                        .approved())
                .isFalse();
    }

    @Test
    void inAnEmergencyOnlyWhatIsNamedIsLeftOutAndOnlyByWhoMay() {
        policy = POLICY + """
                    freeze: [{from: 2026-11-22, to: 2026-11-23, zone: UTC, reason: year end}]
                    breakGlass: {group: kafka-admins, may: [window]}
                """.indent(0);
        planned(change("a", RiskClass.SAFE), ADMIN);
        executor = Optional.of(ADMIN);

        skipped = Set.of(Skip.WINDOW);
        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-005", "CAS-AUTH-001");
        skipped = Set.of(Skip.APPROVAL);
        assertThat(codes(judge().refusals())).containsExactly("CAS-ACCESS-002", "CAS-AUTH-003");
        skipped = Set.of(Skip.WINDOW, Skip.APPROVAL);
        assertThat(codes(judge().refusals())).containsExactly("CAS-ACCESS-002");

        policy = policy.replace("may: [window]", "may: [window, approval]");
        assertThat(judge().refusals()).isEmpty();
        executor = Optional.of(DEPLOYER);
        assertThat(codes(judge().refusals())).containsExactly("CAS-ACCESS-002", "CAS-ACCESS-002");
    }

    @Test
    void aRejectionHoldsInAnEmergencyToo() {
        policy = POLICY + "    breakGlass: {group: kafka-admins, may: [approval]}\n";
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/reviewer", verdict(approval(change), Verdict.REJECT, NOW.minusSeconds(30)));
        executor = Optional.of(ADMIN);
        skipped = Set.of(Skip.APPROVAL);

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-002");
    }

    private List<String> resumed(String by, Warrant warrant) {
        var begun = new Intent(
                1,
                PROD,
                new Intent.StateCommit("4b1c", "9e0d", false),
                List.of(),
                List.of(),
                List.of(),
                new Intent.Executor("deployer", "jenkins:ci"),
                warrant,
                "castellan",
                NOW);
        return codes(new Resumption(Policies.policy(policy, Set.of("prod"))).refusals(actor(by), begun));
    }

    @Test
    void onlyWhoMayExecuteAndHadNoOtherPartGoesOnWithWhatWasBegun() {
        var counted = new Warrant.Counted(new Signed(approval(), "signature"), "everything", "ssh");
        var byOthers = new Warrant(Optional.of("77aa"), List.of("admin"), List.of(), Optional.empty());

        assertThat(resumed("jenkins:ci:deployer", byOthers)).isEmpty();
        assertThat(resumed("local:all", byOthers)).isEmpty();
        assertThat(resumed("key/reviewer", byOthers)).containsExactly("CAS-ACCESS-002");
        assertThat(resumed(
                        "local:all",
                        new Warrant(Optional.of("77aa"), List.of("everything"), List.of(), Optional.empty())))
                .containsExactly("CAS-AUTH-005");
        assertThat(resumed(
                        "local:all",
                        new Warrant(Optional.of("77aa"), List.of("admin"), List.of(counted), Optional.empty())))
                .containsExactly("CAS-AUTH-005");
        assertThat(resumed(
                        "local:all",
                        new Warrant(
                                Optional.of("77aa"),
                                List.of("everything"),
                                List.of(),
                                Optional.of(new Warrant.BreakGlass(List.of("approval"), "incident")))))
                .isEmpty();
    }

    @Test
    void whoBrokeTheGlassGoesOnWithIt() {
        policy = POLICY + "    breakGlass: {group: kafka-admins, may: [approval]}\n";
        var broken = new Warrant(
                Optional.of("77aa"),
                List.of("admin"),
                List.of(),
                Optional.of(new Warrant.BreakGlass(List.of("approval"), "incident")));

        assertThat(resumed("key/admin", broken)).isEmpty();
        assertThat(resumed("key/reviewer", broken)).containsExactly("CAS-ACCESS-002");
        policy = POLICY;
        assertThat(resumed("key/admin", broken)).containsExactly("CAS-ACCESS-002");
    }

    @Test
    void anEnvironmentOfWhichThePolicySaysNothingIsNobodys() {
        planned(change("a", RiskClass.SAFE), ADMIN);
        policy = POLICY.replace("prod", "dev");
        executor = Optional.empty();

        assertThat(codes(judge("dev").refusals())).contains("CAS-ACCESS-003");
    }
}
