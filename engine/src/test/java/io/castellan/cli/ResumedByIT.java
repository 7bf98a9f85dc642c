package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.apply.ApplyListener;
import io.castellan.diagnostics.ExitCode;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.Intent.Executor;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Step;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who goes on with an apply that was killed, or gives it up, is judged and recorded as who begins one is. */
class ResumedByIT {
    private static final String DEPLOYER = "jenkins:ci:deployer";
    private static final String SECOND = "jenkins:ci:second";
    /** Everybody may execute, so that only what each did before stands in the way. */
    private static final String POLICY = GovernedDesk.POLICY
            .replace("keys: [key/second]}", "keys: [key/second], accounts: [" + SECOND + "]}")
            .replace("keys: [key/reviewer]}", "keys: [key/reviewer], accounts: [local:reviewer]}")
            .replace("developers: [deployer]", "developers: [deployer, second, admin, reviewer]")
            .replace("    breakGlass: {group: kafka-admins, may: [approval]}\n", "");

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private GovernedDesk governed;

    @BeforeEach
    void anApplyThatWasKilled() throws Exception {
        governed = new GovernedDesk(
                temp, cluster, "topics: {%s: {partitions: 1}}\n".formatted(cluster.prefix() + "orders"));
        governed.policy(POLICY).pin("main");
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer"));
        killed(DEPLOYER);
        assertThat(last().isOpen()).isTrue();
    }

    private void killed(String as) {
        var kill = new ApplyListener() {
            @Override
            public void reached(Point point, List<Step> batch) {
                if (point == Point.AFTER_INTENT) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        var said = governed.desk.run(
                Map.of("apply", session -> new ApplyCommand(session, LockSettings.defaults(), kill)),
                "apply",
                "dev",
                "--yes",
                "--commit",
                "main",
                "--as",
                as);
        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.DEFECT);
    }

    private LedgerEntry last() {
        var entries = governed.entries();
        return entries.get(entries.size() - 1);
    }

    @Test
    void whoGoesOnIsRecordedAndShown() {
        GovernedDesk.ended(ExitCode.OK, governed.apply(SECOND));

        assertThat(governed.entries()).hasSize(1);
        assertThat(last().intent().executor()).isEqualTo(new Executor("deployer", "jenkins:ci"));
        assertThat(last().outcome().orElseThrow().result()).isEqualTo(Result.APPLIED);
        assertThat(last().outcome().orElseThrow().endedBy()).contains(new Executor("second", "jenkins:ci"));
        assertThat(governed.good("history", "dev").out())
                .contains("second (jenkins:ci), who went on with it after it was killed");
        assertThat(governed.good("history", "dev", "--format", "json").out()).contains("\"endedBy\"");
        assertThat(governed.origin.run("log", "-1", "--format=%B", "castellan/ledger/dev"))
                .contains("Castellan-Executed-By: deployer (jenkins:ci)", "Castellan-Ended-By: second (jenkins:ci)");
        governed.good("audit", "dev");
    }

    @Test
    void whoWroteOrApprovedItDoesNotGoOnWithIt() {
        GovernedDesk.refused(governed.apply("local:admin"), "CAS-AUTH-005");
        GovernedDesk.refused(governed.apply("local:reviewer"), "CAS-AUTH-005");
        GovernedDesk.refused(governed.apply("jenkins:ci:stranger"), "CAS-ACCESS-001");

        assertThat(last().isOpen()).isTrue();
    }

    @Test
    void whoGivesItUpIsRecordedAndMustBeAllowedToExecute() throws Exception {
        governed.by("admin")
                .desk
                .write("state.yaml", "topics: {%s: {partitions: 2}}\n".formatted(cluster.prefix() + "orders"))
                .commit("more partitions");
        governed.push();

        GovernedDesk.refused(governed.apply("jenkins:ci:stranger"), "CAS-ACCESS-001");
        assertThat(last().isOpen()).as("who may not execute ends nothing").isTrue();

        GovernedDesk.ended(ExitCode.REFUSED, governed.apply(SECOND));
        assertThat(last().outcome().orElseThrow().result()).isEqualTo(Result.ABANDONED);
        assertThat(last().outcome().orElseThrow().endedBy()).contains(new Executor("second", "jenkins:ci"));
        assertThat(governed.good("history", "dev").out()).contains("second (jenkins:ci), who gave it up");
        governed.good("audit", "dev");
    }

    @Test
    void whatEndsInOneRunNamesNobodyElse() {
        GovernedDesk.ended(ExitCode.OK, governed.apply(SECOND));
        governed.by("admin")
                .desk
                .write("state.yaml", "topics: {%s: {partitions: 2}}\n".formatted(cluster.prefix() + "orders"))
                .commit("more partitions");
        governed.push();
        governed.applied("reviewer");

        assertThat(last().outcome().orElseThrow().endedBy()).isEmpty();
    }
}
