package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Digest;
import io.castellan.model.RiskClass;
import io.castellan.model.Target;
import io.castellan.model.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a new version of the control set comes into force. */
class JudgedControlSetTest extends JudgedCase {
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
    void anApprovalOfAControlSetThatIsOverOrOfTheFutureDoesNotCount() {
        votes("key/reviewer", approval());
        for (var late : List.of(
                at(approval(), NOW.minusSeconds(60), NOW),
                at(approval(), NOW.minus(Judge.LONGEST), NOW.plusSeconds(60)),
                at(approval(), NOW.plusSeconds(600), NOW.plusSeconds(3600)))) {
            votes("key/second", late);
            assertThat(control("prod", ADMIN).approved()).isFalse();
            votes.remove(1);
        }
        votes("key/second", approval());
        assertThat(control("prod", ADMIN).approved()).isTrue();
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
}
