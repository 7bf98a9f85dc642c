package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approvals travel on the branches that the policy in force names, on a real broker, with a real remote repository. */
class ApprovalBranchesIT {
    private static final String ELSEWHERE = GovernedDesk.POLICY + "approvals: {branches: bots/approvals/}\n";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private GovernedDesk governed;

    @BeforeEach
    void aPolicy() throws Exception {
        governed = new GovernedDesk(
                temp, cluster, "topics: {%s: {partitions: 1}}\n".formatted(cluster.prefix() + "orders"));
    }

    private String branches() {
        return governed.origin.run("for-each-ref", "--format=%(refname:short)", "refs/heads");
    }

    private void declare(String retention) {
        governed.by("admin")
                .desk
                .write(
                        "state.yaml",
                        "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}\n"
                                .formatted(cluster.prefix() + "orders", retention))
                .commit("retention");
        governed.push();
    }

    @Test
    void whereThePolicyNamesThem() throws Exception {
        governed.policy(ELSEWHERE).pin("main");

        assertThat(GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer")).out())
                .contains("on the branch bots/approvals/dev");

        assertThat(branches()).contains("bots/approvals/dev").doesNotContain("castellan/approvals");
        governed.onAnotherMachine();
        assertThat(governed.good("approvals", "dev").out()).contains("reviewer");
        GovernedDesk.ended(ExitCode.OK, governed.apply("jenkins:ci:deployer"));
        governed.good("audit", "dev");
    }

    @Test
    void otherBranchesCountOnceThePolicyThatNamesThemIsInForce() throws Exception {
        governed.applied("reviewer");
        governed.policy(ELSEWHERE);

        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer"));
        assertThat(branches()).doesNotContain("bots/approvals");
        GovernedDesk.ended(ExitCode.OK, governed.apply("jenkins:ci:deployer"));

        declare("2d");
        governed.applied("reviewer");
        assertThat(branches()).contains("bots/approvals/dev");
        governed.good("audit", "dev");
    }

    @Test
    void aBranchOfSomethingElseIsNotAddedTo() throws Exception {
        governed.policy(ELSEWHERE).pin("main");
        governed.desk.git("push", "-q", "origin", "main:refs/heads/bots/approvals/dev");
        var before = governed.origin.run("rev-parse", "bots/approvals/dev");

        GovernedDesk.refused(governed.approve("reviewer"), "CAS-LEDGER-020");

        assertThat(governed.origin.run("rev-parse", "bots/approvals/dev")).isEqualTo(before);
    }

    @Test
    void theProtectedBranchIsNone() throws Exception {
        governed.desk.git("checkout", "-q", "-b", "bots/approvals/dev");
        governed.policy(ELSEWHERE);
        governed.desk.git("push", "-q", "origin", "bots/approvals/dev");
        governed.pin("bots/approvals/dev");
        var before = governed.origin.run("rev-parse", "bots/approvals/dev");

        GovernedDesk.refused(governed.approve("reviewer"), "CAS-TRUST-008");

        assertThat(governed.origin.run("rev-parse", "bots/approvals/dev")).isEqualTo(before);
    }

    @Test
    void aBranchThatWasRewrittenCarriesNothingAndStopsNothingElse() throws Exception {
        governed.policy(ELSEWHERE).pin("main");
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer"));
        governed.good("approvals", "dev");
        governed.origin.run("update-ref", "-d", "refs/heads/bots/approvals/dev");

        GovernedDesk.refused(governed.run("approvals", "dev"), "CAS-GIT-019");
        GovernedDesk.refused(governed.apply("jenkins:ci:deployer"), "CAS-AUTH-");
    }
}
