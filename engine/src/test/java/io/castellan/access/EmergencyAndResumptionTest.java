package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Intent;
import io.castellan.model.RiskClass;
import io.castellan.model.Warrant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may leave something out in an emergency, and who may go on with what was begun. */
class EmergencyAndResumptionTest extends JudgedCase {
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
        return codes(new Resumption(Policies.policy(policy, Set.of("prod"))).refusals(actor(by), begun(warrant)));
    }

    private static Intent begun(Warrant warrant) {
        return new Intent(
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
    void onlyWhoMayExecuteSomehowGivesUpWhatOthersBegan() {
        assertThat(givenUp("jenkins:ci:deployer")).isEmpty();
        assertThat(givenUp("key/reviewer")).contains("CAS-ACCESS-002");
        assertThat(givenUp("key/admin")).contains("CAS-ACCESS-002");
        assertThat(givenUp("jenkins:ci:stranger")).contains("CAS-ACCESS-001");
        policy = POLICY + "    breakGlass: {group: kafka-admins, may: [approval]}\n";
        assertThat(givenUp("key/admin")).as("who may break the glass").isEmpty();
    }

    private Optional<String> givenUp(String by) {
        return new Resumption(Policies.policy(policy, Set.of("prod")))
                .mayGiveUp(actor(by), begun(Warrant.none()))
                .map(why -> why.code().toString());
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
}
