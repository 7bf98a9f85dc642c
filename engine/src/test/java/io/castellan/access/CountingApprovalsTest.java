package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Cause;
import io.castellan.model.Ceiling;
import io.castellan.model.Digest;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** For what an approval counts, and until when. */
class CountingApprovalsTest extends JudgedCase {
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
        assertThat(judge().notes()).singleElement().satisfies(note -> {
            assertThat(note.code()).hasToString("CAS-AUTH-019");
            assertThat(note.message())
                    .startsWith("topic/a: the approval of 'reviewer' of " + NOW.minusSeconds(60) + " is of none");
        });
    }

    @Test
    void anApprovalThatDidItsWorkIsNotToldOf() {
        var done = change("a", RiskClass.SAFE);
        votes("key/reviewer", approval(done));
        applied(done);
        planned(change("b", RiskClass.SAFE), ADMIN);

        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-001");
        assertThat(judge().notes()).isEmpty();
    }

    @Test
    void nothingIsToldOfApprovalsWhereOthersSuffice() {
        var change = planned(change("a", RiskClass.SAFE), ADMIN);
        votes("key/second", approval(change));
        votes("key/reviewer", approval(change("a", RiskClass.DISRUPTIVE)));
        assertThat(judge().notes()).isEmpty();

        skipped = Set.of(Skip.APPROVAL);
        votes.remove(0);
        assertThat(judge().notes()).as("nor where they are left out").isEmpty();
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
        assertThat(judge().notes()).singleElement().satisfies(note -> {
            assertThat(note.code()).hasToString("CAS-AUTH-017");
            assertThat(note.message())
                    .startsWith("topic/a: the approval of 'reviewer'")
                    .endsWith("is spent: apply #1 touched it since");
        });

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
        assertThat(codes(judge().notes())).containsExactly("CAS-AUTH-018", "CAS-AUTH-018");
        assertThat(judge().notes().get(0).message())
                .endsWith("is outgrown: agreed to was bytes up to "
                        + seen.difference().ceilings().get(0).atMost());
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
}
