package io.castellan.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.diagnostics.Problems;
import io.castellan.host.HostApproval;
import io.castellan.host.ReviewedExample;
import io.castellan.ledger.InMemoryLedger;
import io.castellan.model.Change;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Origin;
import io.castellan.model.Plan;
import io.castellan.model.RiskClass;
import io.castellan.model.Warrant;
import io.castellan.signature.AllowedSigners;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reviews on the Git host as votes: in a new apply, and in one that goes on. */
class ReviewVotesTest extends JudgedCase {
    private final PolicyVersion version = new PolicyVersion(
            "77aa",
            Policies.policy(
                    POLICY.replace("key/reviewer-token]}", "key/reviewer-token], accounts: [github:reviewer]}"),
                    Set.of("prod")),
            AllowedSigners.read("allowed_signers", new byte[0], new Problems()));
    private final Change change = planned(change("a", RiskClass.SAFE), ADMIN);
    private final List<Problem> refusals = new ArrayList<>();

    private PolicyAuthority authority(HostApproval... live) {
        return new PolicyAuthority(
                version,
                DEPLOYER,
                plan -> new Authors.Written(authors, List.of()),
                plan -> List.of(),
                plan -> version.reviewVotes(List.of(live)),
                List.of(),
                Optional.empty(),
                new InMemoryLedger("prod"),
                Clock.fixed(NOW, ZoneOffset.UTC),
                note -> {});
    }

    private Plan plan() {
        return new Plan("castellan", NOW, PROD, Origin.folder(), true, List.of(), changes, List.of());
    }

    private HostApproval review(String account, Digest digest) {
        return ReviewedExample.approval("example-ci", account, PROD, digest, NOW.minusSeconds(600));
    }

    private Intent begun(HostApproval recorded) {
        return new Intent(
                1,
                PROD,
                new Intent.StateCommit("4b1c", "9e0d", false),
                List.of(IntendedChange.of(change)),
                List.of(),
                List.of(),
                new Intent.Executor("deployer", "jenkins:ci"),
                new Warrant(
                        Optional.of("77aa"),
                        List.of("admin"),
                        List.of(new Warrant.Counted(recorded.recorded(), "reviewer", recorded.source())),
                        Optional.empty()),
                "castellan",
                NOW.minusSeconds(60));
    }

    @Test
    void theReviewOfAPersonWhoMayApproveIsRecordedWithWhatItRestsOn() {
        var review = review("reviewer", change.digest());

        var granted = authority(review).grant(plan(), refusals::add);

        assertThat(refusals).isEmpty();
        assertThat(granted.warrant().approvals())
                .containsExactly(new Warrant.Counted(review.recorded(), "reviewer", "github"));
    }

    @Test
    void theReviewOfAnAccountThatIsNobodysApprovesNothing() {
        authority(review("somebody", change.digest())).grant(plan(), refusals::add);

        assertThat(codes(refusals)).containsExactly("CAS-AUTH-001");
    }

    @Test
    void theReviewOfAnotherChangeApprovesNothing() {
        authority(review("reviewer", change("b", RiskClass.SAFE).digest())).grant(plan(), refusals::add);

        assertThat(codes(refusals)).containsExactly("CAS-AUTH-001");
    }

    @Test
    void anApplyThatBeganByAReviewGoesOnIfTheHostStillSaysSo() {
        var review = review("reviewer", change.digest());

        authority(review).resume(begun(review), plan(), refusals::add);
        assertThat(refusals).isEmpty();

        authority().resume(begun(review), plan(), refusals::add);
        assertThat(codes(refusals)).as("the record alone proves nothing").containsExactly("CAS-AUTH-001");
    }

    @Test
    void aReviewThatWasNotRecordedDoesNotHelpAnApplyThatBeganWithoutIt() {
        authority(review("reviewer", change.digest()))
                .resume(begun(review("reviewer", change("b", RiskClass.SAFE).digest())), plan(), refusals::add);

        assertThat(codes(refusals)).containsExactly("CAS-AUTH-001");
    }
}
