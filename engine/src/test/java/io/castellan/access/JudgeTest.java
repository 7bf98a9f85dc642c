package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.model.Cause;
import io.castellan.model.RiskClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest extends JudgedCase {
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
                .containsExactly("topic/a: needs 2 approvals (environmentOnly) and has that of reviewer");
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
        assertThat(judge().notes()).singleElement().satisfies(note -> {
            assertThat(note.code()).hasToString("CAS-AUTH-016");
            assertThat(note.message()).contains("author and approver are both 'everything'");
        });

        votes("key/second", approval(change));
        assertThat(judge().refusals()).isEmpty();
        assertThat(judge().notes()).isEmpty();
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
        assertThat(codes(judge().notes())).containsExactly("CAS-AUTH-016");
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
                .containsExactly("topic/a, topic/b, topic/c and 4 more: needs 1 approval (safe) and has none");
    }

    @Test
    void whatNobodyWroteNeedsOnlyApprovals() {
        var repaired = planned(change("a", RiskClass.SAFE));
        votes("key/reviewer", approval(repaired));

        assertThat(judge().refusals()).isEmpty();
    }

    @Test
    void anEnvironmentOfWhichThePolicySaysNothingIsNobodys() {
        planned(change("a", RiskClass.SAFE), ADMIN);
        policy = POLICY.replace("prod", "dev");
        executor = Optional.empty();

        assertThat(codes(judge("dev").refusals())).contains("CAS-ACCESS-003");
    }

    @Test
    void whereEveryoneMayWhoIsUnknownWritesAndExecutesUnlessBothAreKeptApart() {
        policy = POLICY.replace("[kafka-admins]", "[everyone]").replace("[developers]", "[everyone]")
                + "    approvals: {safe: 0}\n";
        planned(change("a", RiskClass.SAFE), actor("email:unknown@example.org"));
        executor = Optional.of(actor("local:unknown"));
        assertThat(codes(judge().refusals())).containsExactly("CAS-AUTH-005");

        policy += "    separate: []\n";
        assertThat(judge().refusals()).isEmpty();
        assertThat(judge().warrant().authors()).containsExactly("unknown:email:unknown@example.org");
    }
}
