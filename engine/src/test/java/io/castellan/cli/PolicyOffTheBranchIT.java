package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.ledger.ApprovalBranch;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Intent;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.Counted;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that was approved in a pull request and never merged, brought into force by an entry that somebody pushed by hand. */
class PolicyOffTheBranchIT {
    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private GovernedDesk governed;
    private String side = "";

    @BeforeEach
    void anApprovedPullRequestThatWasClosed() throws Exception {
        governed = new GovernedDesk(temp, cluster, "topics: {%s: {partitions: 1}}\n".formatted(topic));
        governed.applied("reviewer");
        governed.desk.git("checkout", "-q", "-b", "side");
        Files.writeString(
                governed.desk.folder.resolve("castellan.yaml"),
                GovernedDesk.POLICY.replace("developers: [deployer]", "developers: [deployer, admin]")
                        + "    separate: []\n");
        governed.desk.commit("milder");
        side = governed.head();
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer", "--commit", "side"));
        governed.desk.git("checkout", "-q", "main");
        governed.desk.git("push", "-q", "origin", "side");
        governed.desk
                .write("state.yaml", "topics: {%s: {partitions: 2}}\n".formatted(topic))
                .commit("more");
        governed.push();
        forge();
    }

    /** As whoever may push to the ledger could, with the approval that is on its branch for all to see. */
    private void forge() {
        try (var repository = GitRepository.discover(governed.origin.folder()).orElseThrow()) {
            var approvals = new ApprovalBranch(repository, "castellan/approvals/dev").since(Instant.EPOCH, note -> {});
            var ledger = new GitLedger(repository, "dev");
            var last = ledger.entries().get(0);
            var plan = ledger.plan(last);
            var now = Clock.systemUTC().instant();
            ledger.append(
                    new Intent(
                            2,
                            last.intent().target(),
                            last.intent().state(),
                            List.of(),
                            List.of(),
                            List.of(),
                            last.intent().executor(),
                            new Warrant(
                                    Optional.of(side),
                                    List.of(),
                                    approvals.stream()
                                            .map(signed -> new Counted(signed, "reviewer", "ssh"))
                                            .toList(),
                                    Optional.empty()),
                            last.intent().tool(),
                            now),
                    new Plan(
                            plan.tool(),
                            plan.createdAt(),
                            plan.target(),
                            plan.origin().withLedgerHead(ledger.head()),
                            plan.complete(),
                            List.of(),
                            List.of(),
                            List.of()));
            ledger.append(new Outcome(2, Result.APPLIED, List.of(), ExitCode.OK, now));
        }
    }

    @Test
    void decidesNothingAndStopsNobody() throws Exception {
        GovernedDesk.refused(governed.apply("local:admin"), "CAS-ACCESS-002");
        GovernedDesk.refused(governed.apply("jenkins:ci:deployer"), "CAS-AUTH-001");
        assertThat(partitions()).isEqualTo(1);
        assertThat(governed.entries()).hasSize(2);

        governed.applied("reviewer");

        assertThat(partitions()).isEqualTo(2);
        var audit = GovernedDesk.ended(ExitCode.REFUSED, governed.run("audit", "dev"));
        assertThat(audit.out().lines().filter(line -> line.contains(" error ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("#2 "))
                .anySatisfy(line -> assertThat(line).contains("CAS-AUDIT-003", side));
    }

    private int partitions() throws Exception {
        return cluster.admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }
}
