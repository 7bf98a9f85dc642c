package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.apply.ApplyListener;
import io.castellan.apply.ApplyListener.Point;
import io.castellan.cli.ApplyChild.Deed;
import io.castellan.diagnostics.ExitCode;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.Result;
import io.castellan.testing.ChildProcess;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R11 and Ctrl-C for whole applies: processes that meet, die, freeze and are asked to stop. */
@Timeout(120)
class OneWriterIT {
    private static final int SESSION_SECONDS = 6;

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    /** Of this test alone, so that it waits for nobody else's session. */
    private final LockSettings lock = ApplyChild.lock("castellan.lock-" + prefix, SESSION_SECONDS);

    private Desk desk;

    @BeforeEach
    void declare() {
        desk = new Desk(folder).on(cluster, "defaults: {topics: {replicationFactor: 1}}");
        declare(1);
    }

    /** Two topics and a quota: creations, and something after them. */
    private void declare(int days) {
        desk.write("state.yaml", """
                        topics:
                          %1$sa: {partitions: 1, config: {retention.ms: %2$dd}}
                          %1$sb: {partitions: 1, config: {retention.ms: %2$dd}}
                        quotas:
                          - {user: %1$sbilling, producer_byte_rate: %2$dMiB}
                        """.formatted(prefix, days)).commit(days + " days");
    }

    @AfterEach
    void removeTopics() throws Exception {
        cluster.admin()
                .deleteTopics(cluster.admin().listTopics().names().get().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList())
                .all()
                .get();
    }

    private ChildProcess child(Deed deed, Point point) throws Exception {
        return new ChildProcess(
                ApplyChild.class,
                desk.variables,
                lock.group(),
                String.valueOf(SESSION_SECONDS),
                deed.name(),
                point.name(),
                "1",
                folder.toString());
    }

    private Desk.Said apply(LockSettings settings) {
        return desk.run(ApplyChild.commands(settings, new ApplyListener() {}), "apply", "dev", "--yes");
    }

    private String retention(String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic);
        Config config =
                cluster.admin().describeConfigs(List.of(resource)).all().get().get(resource);
        return TimeUnit.MILLISECONDS.toDays(
                        Long.parseLong(config.get("retention.ms").value())) + " days";
    }

    private void assertNothingLeftToDo() {
        var plan = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(ExitCode.OK);
    }

    private List<Result> results() {
        return desk.ledger().stream().map(OneWriterIT::result).toList();
    }

    private static Result result(LedgerEntry entry) {
        return entry.outcome().orElseThrow().result();
    }

    @Test
    void ofTwoAtOnceTheSecondIsToldWhoIsAtWorkAndChangesNothing() throws Exception {
        try (var first = child(Deed.WAIT, Point.AFTER_INTENT)) {
            first.await("waiting here");

            var second = apply(lock.withPatience(Duration.ofSeconds(2)));

            assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(second.err()).contains("waiting up to 2 s", "CAS-LOCK-001", "at 127.0.0.1");
            assertThat(cluster.admin().listTopics().names().get()).noneMatch(name -> name.startsWith(prefix));
            first.go();
            assertThat(first.end()).as(first.text()).isEqualTo(ExitCode.OK.status());
        }
        assertThat(results()).containsExactly(Result.APPLIED);
        assertNothingLeftToDo();
    }

    @Test
    void whoIsNotAskedPlansUnderTheLockSoNothingThatHappenedMeanwhileMakesThePlanStale() throws Exception {
        try (var first = child(Deed.WAIT, Point.AFTER_INTENT)) {
            first.await("waiting here");
            declare(2);
            try (var second = child(Deed.WAIT, Point.BEFORE_SEND)) {
                second.await("waiting up to");
                first.go();

                assertThat(first.end()).as(first.text()).isEqualTo(ExitCode.OK.status());
                second.await("waiting here");
                second.go();
                assertThat(second.end()).as(second.text()).isEqualTo(ExitCode.OK.status());
            }
        }
        assertThat(retention("a")).isEqualTo("2 days");
        assertThat(results()).containsExactly(Result.APPLIED, Result.APPLIED);
    }

    @Test
    void whatAKilledHolderLeftIsFinishedByTheNextAfterTheSession() throws Exception {
        try (var first = child(Deed.HALT, Point.AFTER_ANSWER)) {
            assertThat(first.end()).as(first.text()).isEqualTo(ApplyChild.HALTED);

            var next = apply(lock);

            assertThat(next.exitCode()).as(next.out() + next.err()).isEqualTo(ExitCode.OK);
            assertThat(next.err()).contains("waiting up to 12 s for the cluster's lock");
        }
        assertThat(results()).containsExactly(Result.APPLIED);
        assertNothingLeftToDo();
    }

    @Test
    void aFrozenHolderThatWakesSendsNothingMoreAndTheOthersResultStands() throws Exception {
        try (var first = child(Deed.WAIT, Point.BEFORE_SEND)) {
            first.await("waiting here");
            first.signal("STOP");
            declare(2);
            var other = apply(lock);
            assertThat(other.exitCode()).as(other.out() + other.err()).isEqualTo(ExitCode.OK);
            assertThat(other.out() + other.err()).contains("CAS-APPLY-006");

            first.signal("CONT");
            first.go();

            assertThat(first.end()).as(first.text()).isEqualTo(ExitCode.PARTIAL.status());
            assertThat(first.text()).contains("lock is lost");
        }
        assertThat(retention("a")).isEqualTo("2 days");
        assertThat(results()).containsExactly(Result.ABANDONED, Result.APPLIED);
        assertNothingLeftToDo();
    }

    @Test
    void whoMayNotTakeTheLockIsToldWhichRightIsMissingAndNothingChanges() throws Exception {
        var user = cluster.user(prefix + "deployer");
        desk.on(user, "defaults: {topics: {replicationFactor: 1}}").commit("another principal");

        var said = desk.run("apply", "dev", "--yes");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.err()).contains("CAS-LOCK-002", "Read on", "castellan.lock");
        assertThat(desk.ledger()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Point.class,
            names = {"BEFORE_INTENT", "BEFORE_SEND"})
    void anApplyThatIsAskedToStopEndsInGoodOrderAndCanGoOn(Point point) throws Exception {
        try (var child = child(Deed.WAIT, point)) {
            child.await("waiting here");
            child.signal("TERM");
            child.await("Stopping");
            child.go();

            assertThat(child.end())
                    .as(child.text())
                    .isEqualTo(
                            point == Point.BEFORE_INTENT ? ExitCode.INTERRUPTED.status() : ExitCode.PARTIAL.status());
            assertThat(child.text()).contains("CAS-APPLY-009");
        }
        var stopped = results();
        assertThat(stopped).containsExactly(point == Point.BEFORE_INTENT ? Result.NOTHING : Result.PARTIAL);

        var again = apply(lock.withPatience(Duration.ofSeconds(2)));
        assertThat(again.exitCode())
                .as("the lock was given back: " + again.out() + again.err())
                .isEqualTo(ExitCode.OK);
        assertNothingLeftToDo();
    }
}
