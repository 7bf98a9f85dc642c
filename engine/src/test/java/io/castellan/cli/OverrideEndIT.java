package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who approves that a topic keeps more for a time approves how that ends, on a real broker and with real keys. */
class OverrideEndIT {
    private static final String WEEK = "604800000";
    private static final String FORTNIGHT = "1209600000";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String orders = cluster.prefix() + "orders";
    private final Instant until = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    private GovernedDesk governed;
    private String before = "";

    @BeforeEach
    void theRaiseIsApprovedAndApplied() throws Exception {
        governed = new GovernedDesk(temp, cluster, state("7d"));
        governed.applied("reviewer");
        before = governed.desk.read("environment.yaml") + "\n";
        overridden("14d", until);
        assertThat(governed.good("plan", "dev", "--commit", "main").out())
                .contains(FORTNIGHT + " (14d) → " + WEEK + " (7d)", "override.until", "OVERRIDE_ENDS", "1 waits");
        assertThat(GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer")).out())
                .contains("1 change, and how 1 override ends, until ");
        GovernedDesk.ended(ExitCode.OK, apply());
        assertThat(retention()).isEqualTo(FORTNIGHT);
    }

    @AfterEach
    void removeTopic() throws Exception {
        cluster.admin().deleteTopics(List.of(orders)).all().get();
    }

    private String state(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(orders, retention);
    }

    private void overridden(String retention, Instant end) {
        governed.desk.write(
                "environment.yaml",
                before
                        + "overrides: {topics: {%s: {config: {retention.ms: %s}, until: %s, reason: incident}}}\n"
                                .formatted(orders, retention, end));
        governed.by("admin").desk.commit("for a time");
        governed.push();
    }

    private String retention() throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, orders);
        return cluster.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("retention.ms")
                .value();
    }

    private Desk.Said apply() {
        return governed.apply("jenkins:ci:deployer");
    }

    private void afterTheEnd() {
        governed.desk.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(41));
    }

    private void refused() throws Exception {
        GovernedDesk.refused(apply(), "CAS-AUTH-001");
        assertThat(retention()).isEqualTo(FORTNIGHT);
    }

    @Test
    void whenItsTimeIsOverTheEndIsAppliedByTheSameApprovalAndOnlyOnce() throws Exception {
        assertThat(GovernedDesk.ended(ExitCode.OK, apply()).out())
                .as("until then nothing is to be done")
                .contains("1 waits");
        assertThat(governed.entries()).hasSize(2);
        assertThat(governed.entries().get(1).intent().leftOut()).isEmpty();

        afterTheEnd();
        assertThat(governed.run("approvals", "dev").out()).contains("approved by reviewer");
        GovernedDesk.ended(ExitCode.OK, apply());
        assertThat(retention()).isEqualTo(WEEK);
        assertThat(governed.entries().get(2).intent().warrant().approvers()).containsExactly("reviewer");
        assertThat(governed.entries().get(2).intent().warrant().authors())
                .as("who wrote the override wrote its end")
                .containsExactly("admin");
        GovernedDesk.ended(ExitCode.OK, governed.run("audit", "dev"));

        cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, orders),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("retention.ms", FORTNIGHT), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        refused();
    }

    @Test
    void anEndThatIsPutOffIsApprovedByItself() throws Exception {
        overridden("14d", until.plusSeconds(3600));
        assertThat(GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer")).out())
                .contains("Approved by reviewer: how 1 override ends, until ");
        assertThat(GovernedDesk.ended(ExitCode.OK, apply()).out())
                .as("nothing is to be done before")
                .contains("1 waits");
        assertThat(retention()).isEqualTo(FORTNIGHT);

        afterTheEnd();
        GovernedDesk.ended(ExitCode.OK, apply());
        assertThat(retention()).isEqualTo(WEEK);
        GovernedDesk.ended(ExitCode.OK, governed.run("audit", "dev"));
    }

    @Test
    void whoTakesTheOverrideAwayBeforehandNeedsAnotherApproval() throws Exception {
        governed.desk.write("environment.yaml", before);
        governed.by("admin").desk.commit("early");
        governed.push();
        refused();
    }

    @Test
    void anotherEndOrAnotherValueThanWasApprovedIsApprovedAnew() throws Exception {
        overridden("14d", until.minusSeconds(3600));
        afterTheEnd();
        refused();

        overridden("14d", until);
        governed.desk.write("state.yaml", state("5d")).commit("shorter");
        governed.push();
        refused();
    }

    @Test
    void whatElseWasAppliedToTheTopicInBetweenSpendsIt() throws Exception {
        governed.desk
                .write("state.yaml", state("7d, max.message.bytes: 2000000"))
                .commit("larger messages");
        governed.push();
        GovernedDesk.ended(
                ExitCode.OK,
                governed.approve("second", "--comment", "the messages, and nothing of when retention ends"));
        GovernedDesk.ended(ExitCode.OK, apply());
        governed.desk.clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(39));
        assertThat(GovernedDesk.ended(ExitCode.OK, apply()).out()).contains("1 waits");

        afterTheEnd();
        assertThat(governed.run("approvals", "dev").out())
                .as("who approved that plan approved the end in it, too")
                .contains("approved by second")
                .doesNotContain("reviewer");
    }

    @Test
    void whoeverRejectsTheEndInBetweenStopsIt() throws Exception {
        GovernedDesk.ended(ExitCode.OK, governed.approve("second", "--reject"));
        afterTheEnd();
        GovernedDesk.refused(apply(), "CAS-AUTH-002");
        assertThat(retention()).isEqualTo(FORTNIGHT);
    }

    @Test
    void whoeverWroteWhatTheOverrideCoversWroteItsEndWhateverIsAppliedInBetween() throws Exception {
        governed.desk.write("state.yaml", state("5d"));
        governed.by("reviewer").desk.commit("shorter, which shows when the override ends");
        governed.push();
        GovernedDesk.ended(ExitCode.OK, apply());
        governed.desk.write("state.yaml", state("5d, max.message.bytes: 2000000"));
        governed.by("admin").desk.commit("larger messages");
        governed.push();
        GovernedDesk.ended(ExitCode.OK, governed.approve("second"));
        GovernedDesk.ended(ExitCode.OK, apply());

        afterTheEnd();
        GovernedDesk.ended(ExitCode.OK, apply());
        var end = governed.entries().get(governed.entries().size() - 1).intent();
        assertThat(end.changes()).hasSize(1);
        assertThat(end.warrant().authors()).containsExactly("admin", "reviewer");
        GovernedDesk.ended(ExitCode.OK, governed.run("audit", "dev"));
    }

    @Test
    void whoeverWroteWhatTheOverrideCoversWroteItAlsoWhereTheOverrideIsTakenAwayBeforehand() throws Exception {
        governed.desk.write("state.yaml", state("5d"));
        governed.by("reviewer").desk.commit("shorter, which shows when the override ends");
        governed.push();
        GovernedDesk.ended(ExitCode.OK, apply());
        governed.desk.write("environment.yaml", before);
        governed.by("admin").desk.commit("early");
        governed.push();

        GovernedDesk.refused(governed.approve("reviewer"), "CAS-AUTH-016");
        refused();
        GovernedDesk.ended(ExitCode.OK, governed.approve("second"));
        GovernedDesk.ended(ExitCode.OK, apply());
        GovernedDesk.ended(ExitCode.OK, governed.run("audit", "dev"));
    }
}
