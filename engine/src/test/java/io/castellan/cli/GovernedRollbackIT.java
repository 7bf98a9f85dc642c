package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback where others have to agree: from the protected branch, to a pull request, and no way around whoever wrote it. */
class GovernedRollbackIT {
    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "payments";
    private GovernedDesk governed;

    @BeforeEach
    void twoApplies() throws Exception {
        governed = new GovernedDesk(temp, cluster, state("7d"));
        governed.applied("second");
        governed.by("reviewer").desk.write("state.yaml", state("8d")).commit("the reviewer's own");
        governed.push();
        governed.applied("second");
        governed.by("admin").desk.write("state.yaml", state("9d")).commit("third");
        governed.push();
        governed.applied("second");
    }

    private String state(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention);
    }

    @Test
    void theBranchIsPushedReviewedApprovedByWhoWroteNeitherAndApplied() {
        governed.desk.git("reset", "-q", "--hard", "HEAD~2"); // the clone is behind, and plays no part
        var said = governed.good("rollback", "dev", "--to", "#2", "--push", "--yes");

        var branch = said.out().replaceAll("(?s).*Made and pushed the branch (\\S+)\\. .*", "$1");
        assertThat(governed.origin.run("log", "--format=%s", "-2", branch))
                .startsWith("Roll back dev to ")
                .endsWith("third");
        assertThat(governed.origin.run("log", "-1", "--format=%(trailers)", branch))
                .contains("Co-authored-by: reviewer <reviewer@example.org>")
                .contains("Castellan-Ledger: dev@" + governed.origin.run("rev-parse", "castellan/ledger/dev"))
                .doesNotContain("second");
        assertThat(governed.desk.git("show", branch + ":environments/dev/state.yaml"))
                .isEqualTo(state("8d"));

        GovernedDesk.refused(governed.approve("reviewer", "--commit", branch), "CAS-AUTH-016");
        governed.desk.git("merge", "-q", "--ff-only", branch);
        governed.push();
        GovernedDesk.refused(governed.apply("jenkins:ci:deployer"), "CAS-AUTH-001");
        GovernedDesk.ended(ExitCode.OK, governed.approve("second", "--commit", branch));
        GovernedDesk.ended(ExitCode.OK, governed.apply("jenkins:ci:deployer"));
        var audit = governed.good("audit", "dev");
        assertThat(audit.out())
                .as("the rollback's commit is a witness of the ledger")
                .doesNotContain("truncation not checked");
        assertThat(governed.entries().get(3).intent().warrant().authors()).containsExactly("admin", "reviewer");
    }

    @Test
    void anOlderCommitItselfIsNotAppliedAndTheWayBackIsNamed() {
        var said = governed.run("apply", "dev", "--yes", "--commit", "main~1", "--as", "jenkins:ci:deployer");
        GovernedDesk.refused(said, "CAS-TRUST-004");
        assertThat(said.err()).contains("castellan rollback");
    }

    @Test
    void whatWasNeverTheProtectedBranchIsNotRestored() {
        governed.desk.git("checkout", "-q", "-b", "own");
        governed.desk.write("state.yaml", state("10d")).commit("own");
        GovernedDesk.refused(governed.run("rollback", "dev", "--to", "own", "--yes"), "CAS-TRUST-003");
    }
}
