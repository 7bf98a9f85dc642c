package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident in an environment behind another one: what no other environment had is applied, recorded, owed and signed off. */
class BrokenGlassIT {
    private static final String POLICY = GovernedDesk.POLICY
            .replace("pipeline: [dev]", "pipeline: [test, dev]")
            .replace("keys: [key/second]}", "keys: [key/second], accounts: [jenkins:ci:second]}")
            .replace("groups: {", "groups: {on-call: [second], ")
            .replace("{group: kafka-admins, may: [approval]}", "{group: on-call, may: [promotion, approval]}")
            .replace(
                    "access:\n",
                    "access:\n  test: {write: [kafka-admins], approve: [reviewers], execute: [developers]}\n");

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private GovernedDesk governed;

    @BeforeEach
    void aChangeThatNoOtherEnvironmentHad() throws Exception {
        governed = new GovernedDesk(temp, cluster, "topics: {%s: {partitions: 1}}\n".formatted(topic));
        governed.desk.write("../test/environment.yaml", """
                apiVersion: castellan/v1
                environment: test
                cluster: {id: 5L6g3nShT-eMCtK--X86sw, bootstrapServers: [127.0.0.1:1]}
                defaults: {topics: {replicationFactor: 1}}
                """);
        governed.desk.write("environment.yaml", governed.desk.read("environment.yaml") + "\npromotion: {from: test}\n");
        governed.policy(POLICY).pin("main");
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer"));
    }

    private boolean exists() throws Exception {
        return cluster.admin().listTopics().names().get().contains(topic);
    }

    private Desk.Said atNight(String as) {
        return governed.apply(as, "--break-glass", "promotion", "--reason", "incident 4711");
    }

    @Test
    void leavingOutThePromotionComesToItsEndAndIsADebtUntilAnotherSignsItOff() throws Exception {
        GovernedDesk.refused(governed.apply("jenkins:ci:deployer"), "CAS-PROMOTE-001");
        GovernedDesk.refused(atNight("jenkins:ci:deployer"), "CAS-ACCESS-002");
        assertThat(exists()).isFalse();

        GovernedDesk.ended(ExitCode.OK, atNight("jenkins:ci:second"));

        assertThat(exists()).isTrue();
        var warrant = governed.entries().get(0).intent().warrant();
        assertThat(warrant.breakGlass().orElseThrow().skipped()).containsExactly("promotion");
        assertThat(warrant.approvers()).as("only the promotion was left out").containsExactly("reviewer");
        assertThat(governed.run("approvals", "dev").out()).contains("#1", "incident 4711");
        assertThat(governed.good("history", "dev").out()).contains("left out promotion: incident 4711");
        assertThat(governed.good("audit", "dev").out()).contains("CAS-AUDIT-021", "left out promotion");

        GovernedDesk.ended(ExitCode.REFUSED, governed.approve("second", "--sign-off", "1"));
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer", "--sign-off", "1"));
        assertThat(governed.run("approvals", "dev").out()).doesNotContain("incident 4711");
    }

    @Test
    void theGlassSparesNobodyTheApproval() throws Exception {
        governed.desk
                .write("state.yaml", "topics: {%s: {partitions: 2}}\n".formatted(topic))
                .commit("more");
        governed.push();

        GovernedDesk.refused(atNight("jenkins:ci:second"), "CAS-AUTH-001");
        assertThat(exists()).isFalse();
        assertThat(governed.entries()).isEmpty();
    }

    @Test
    void theHistoryTellsThatNobodyApprovedBecauseThatWasLeftOut() throws Exception {
        governed.desk
                .write("state.yaml", "topics: {%s: {partitions: 2}}\n".formatted(topic))
                .commit("more");
        governed.push();

        GovernedDesk.ended(
                ExitCode.OK,
                governed.apply(
                        "jenkins:ci:second", "--break-glass", "promotion,approval", "--reason", "incident 4711"));

        assertThat(governed.good("history", "dev").out()).contains("nobody; left out in an emergency");
        var debt = governed.run("approvals", "dev");
        assertThat(debt.out() + debt.err()).containsPattern("apply #1 of [-0-9]+T[:0-9]+Z, run by");
    }
}
