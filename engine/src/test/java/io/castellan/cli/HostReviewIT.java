package io.castellan.cli;

import static io.castellan.cli.GovernedDesk.ended;
import static io.castellan.cli.GovernedDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.host.FakeGitHub;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a pull request over the pipeline's comment and a review to an apply: real Git, a real broker, a host on this machine. */
class HostReviewIT {
    private static final String DEPLOYER = "jenkins:ci:deployer";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String orders = cluster.prefix() + "orders";
    private final FakeGitHub github = new FakeGitHub(PullRequests.TOKEN, PullRequests.REPORTER);
    private GovernedDesk governed;
    private PullRequests requests;
    private Desk desk;
    private long number;

    @BeforeEach
    void aPullRequest() throws Exception {
        governed = new GovernedDesk(temp, cluster, state("7d"), policy(github));
        desk = governed.desk;
        requests = new PullRequests(desk, github);
        governed.applied("reviewer");
        desk.git("checkout", "-q", "-b", "orders");
        desk.write("state.yaml", state("8d")).commit("keep orders longer");
        requests.opened("admin-account", "orders");
        number = github.number("orders");
    }

    @AfterEach
    void stop() {
        github.close();
    }

    private String state(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(orders, retention);
    }

    private static String policy(FakeGitHub github) {
        return GovernedDesk.POLICY
                        .replace("keys: [key/reviewer]}", "keys: [key/reviewer], accounts: [github:reviewer-account]}")
                        .replace("keys: [key/second]}", "keys: [key/second], accounts: [github:second-account]}")
                + PullRequests.policy(github);
    }

    private Desk.Said commented() {
        return requests.commented("orders");
    }

    private void squashed() {
        requests.squashed("orders");
    }

    private Desk.Said apply() {
        var said = governed.apply(DEPLOYER);
        assertThat(said.out() + said.err()).doesNotContain(PullRequests.TOKEN);
        return said;
    }

    @Test
    void aReviewOfWhatThePipelineShowedCountsAfterASquashMerge() {
        assertThat(commented().err()).contains("commented in https://host/example/state/pull/1");
        assertThat(github.bodies()).hasSize(1);
        assertThat(github.bodies().get(0))
                .contains(orders, "approves these changes** for `dev`")
                .doesNotContain(PullRequests.TOKEN);
        refused(desk.run("approvals", "dev", "--commit", "orders"), "CAS-AUTH-001");

        github.reviewed(number, "reviewer-account", "APPROVED");
        assertThat(commented().err()).contains("the comment still holds");
        assertThat(ended(ExitCode.OK, desk.run("approvals", "dev", "--commit", "orders"))
                        .out())
                .contains("approved by reviewer on github (\"looked at it\")");

        squashed();
        ended(ExitCode.OK, apply());

        var approvals = governed.entries().get(1).intent().warrant().approvals();
        assertThat(approvals).hasSize(1);
        assertThat(approvals.get(0).person()).isEqualTo("reviewer");
        assertThat(approvals.get(0).source()).isEqualTo("github");
        assertThat(approvals.get(0).signed().signature())
                .contains("\"reviewer-account\"", "castellan-submission", "https://host/example/state/pull/1")
                .doesNotContain(PullRequests.TOKEN);
        assertThat(ended(ExitCode.OK, desk.run("audit", "dev")).out())
                .contains("CAS-AUDIT-024", "is a review in https://host/example/state/pull/1: ");
    }

    @Test
    void aCommitThatIsPushedAfterTheReviewNeedsAnother() {
        commented();
        github.reviewed(number, "reviewer-account", "APPROVED");
        desk.write("state.yaml", state("9d")).commit("even longer");
        requests.pushed("orders");

        var said = desk.run("approvals", "dev", "--commit", "orders");
        refused(said, "CAS-AUTH-001");
        assertThat(said.err()).contains("CAS-HOST-009", "the newest commit is");

        commented();
        assertThat(github.bodies()).hasSize(1);
        squashed();
        said = apply();
        refused(said, "CAS-AUTH-001");
        assertThat(said.err()).contains("the review of 'reviewer-account' does not count: it is of");
    }

    @Test
    void whatIsMergedOtherwiseThanItWasReviewedIsNotApproved() {
        commented();
        github.reviewed(number, "reviewer-account", "APPROVED");
        desk.git("checkout", "-q", "main");
        desk.git("merge", "-q", "--squash", "orders");
        desk.write("state.yaml", state("1d")).commit("not what it says");
        governed.push();
        github.merged(number, governed.head());

        refused(apply(), "CAS-AUTH-001");
    }

    private void notApproved(String why) {
        var said = apply();
        refused(said, "CAS-AUTH-001");
        assertThat(said.err()).contains(why);
        assertThat(governed.entries()).hasSize(1);
    }

    @Test
    void whoWroteItCannotReviewItThoughAnotherAccountOpenedIt() {
        governed.by("reviewer");
        desk.write("state.yaml", state("9d")).commit("mine");
        requests.pushed("orders");
        commented();
        github.reviewed(number, "reviewer-account", "APPROVED");
        squashed();

        notApproved("CAS-AUTH-016");
        notApproved("does not count: author and approver are both 'reviewer'");
    }

    @Test
    void whatDoesNotCountIsToldAndApprovesNothing() {
        commented();
        var body = github.bodies().get(0);
        squashed();

        github.reviewed(number, "Reviewer-Account", "APPROVED");
        notApproved("github:Reviewer-Account");
        github.reviewed(number, "admin-account", "APPROVED");
        notApproved("the pull request is by the same account");
        github.reviewed(number, "reviewer-account", "APPROVED");
        github.dismissed("reviewer-account");
        notApproved("it was dismissed");
        github.edit(orders, "harmless");
        github.reviewed(number, "second-account", "APPROVED");
        notApproved("was edited");
        github.said(number, "admin-account", body);
        github.reviewed(number, "second-account", "APPROVED");
        notApproved("by 'admin-account'");
    }

    @Test
    void changesRequestedHoldHoweverManyOthersSign() {
        commented();
        github.reviewed(number, "second-account", "CHANGES_REQUESTED");
        squashed();
        ended(ExitCode.OK, governed.approve("reviewer"));

        var said = apply();
        assertThat(ended(ExitCode.REFUSED, said).err()).contains("rejected by second");
    }

    @Test
    void aHostThatDoesNotAnswerIsANoteWhereOtherApprovalsAreEnough() {
        github.breakDown();
        squashed();

        var said = apply();
        refused(said, "CAS-AUTH-001");
        assertThat(said.err()).contains("its reviews are not counted");

        ended(ExitCode.OK, governed.approve("reviewer"));
        assertThat(ended(ExitCode.OK, apply()).err()).contains("refuses the token of HOST_TOKEN");
    }

    @Test
    void withoutATokenNothingIsAskedAndOtherApprovalsAreEnough() {
        desk.variables.remove("HOST_TOKEN");
        int asked = github.asked();
        squashed();
        ended(ExitCode.OK, governed.approve("reviewer"));

        ended(ExitCode.OK, apply());
        assertThat(github.asked()).isEqualTo(asked);
        assertThat(ended(ExitCode.UNREACHABLE, desk.run("ci", "--comment", "--commit", "orders"))
                        .err())
                .contains("CAS-HOST-003");
    }

    @Test
    void withoutATrustNobodyIsAskedSinceWhatIsCheckedOutMayNameAnyHost() {
        desk.variables.remove("CASTELLAN_TRUST");
        int asked = github.asked();

        var said = desk.run("approvals", "dev");

        assertThat(said.err()).contains("CAS-AUTH-009", "reviews are not counted");
        assertThat(desk.run("ci", "--against", "main", "--comment").err()).contains("CAS-CI-008");
        assertThat(github.asked()).isEqualTo(asked);
    }

    @Test
    void neitherAPullRequestNorAMergeThatNobodyApprovedSaysWhereTheTokenGoes() throws Exception {
        try (var elsewhere = new FakeGitHub(PullRequests.TOKEN, PullRequests.REPORTER)) {
            Files.writeString(desk.folder.resolve("castellan.yaml"), policy(elsewhere));
            desk.commit("another host");
            requests.pushed("orders");

            commented();
            squashed();
            desk.git("checkout", "-q", "-B", "orders", "main");
            github.pushed(number, governed.head());
            commented();
            desk.run("approvals", "dev", "--commit", "main");
            apply();

            assertThat(elsewhere.asked()).isZero();
            assertThat(github.asked()).isPositive();
        }
    }
}
