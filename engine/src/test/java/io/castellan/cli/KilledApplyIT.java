package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.apply.ApplyListener;
import io.castellan.apply.ApplyListener.Point;
import io.castellan.cli.ApplyChild.Deed;
import io.castellan.diagnostics.ExitCode;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Step;
import io.castellan.testing.ChildProcess;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** R9 with real processes on a real broker: an apply that was killed at any moment converges when the same command runs again. */
class KilledApplyIT {
    private static final long SEED = Long.getLong("castellan.test.seed", 20_261_122L);

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final Random random = new Random(SEED);
    private Desk desk;
    private Rounds rounds;
    private int applied;

    /** Applies the first state without a kill. @return how many batches an apply sends */
    private int begin(int changes) {
        System.out.println("seed " + SEED + " (-Dcastellan.test.seed)");
        desk = new Desk(folder);
        rounds = new Rounds(desk, cluster, changes);
        rounds.next();
        var first = desk.run("apply", "dev", "--yes");
        assertThat(first.exitCode()).as(first.out() + first.err()).isEqualTo(ExitCode.OK);
        applied = 1;
        return batches();
    }

    private int batches() {
        var counter = new ApplyListener() {
            private int sent;

            @Override
            public void reached(Point point, List<Step> batch) {
                sent += point == Point.BEFORE_SEND ? 1 : 0;
            }
        };
        rounds.next();
        var said = desk.run(ApplyChild.commands(ApplyChild.lock(group(), 6), counter), "apply", "dev", "--yes");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        applied++;
        return counter.sent;
    }

    @AfterEach
    void removeTopics() throws Exception {
        cluster.admin().deleteTopics(rounds.topics()).all().get();
    }

    /** One for each child, so that nobody waits for the session of a dead one; that they wait is tested with the lock. */
    private String group() {
        return "castellan.lock-" + folder.getFileName() + "-" + applied;
    }

    private ChildProcess child(Deed deed, Point point, int number) throws Exception {
        return new ChildProcess(
                ApplyChild.class,
                desk.variables,
                group(),
                "6",
                deed.name(),
                point.name(),
                String.valueOf(number),
                folder.toString());
    }

    private void killedAt(Point point, int number) throws Exception {
        rounds.next();
        try (var child = child(Deed.HALT, point, number)) {
            assertThat(child.end()).as(child.text()).isEqualTo(ApplyChild.HALTED);
        }
        assertConverges("killed at " + point + " the " + number + ". time");
    }

    private void assertConverges(String how) {
        applied++;
        var again = desk.run("apply", "dev", "--yes");
        assertThat(again.exitCode()).as(how + "\n" + again.out() + again.err()).isEqualTo(ExitCode.OK);

        var plan = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(plan.exitCode()).as(how + "\n" + plan.out() + plan.err()).isEqualTo(ExitCode.OK);
        assertThat(desk.ledger())
                .as(how)
                .hasSize(applied)
                .allSatisfy(entry -> assertThat(result(entry)).isEqualTo(Result.APPLIED));
        assertThat(desk.git("fsck", "--strict", "--full")).as(how).doesNotContain("error", "missing", "corrupt");
    }

    private static Result result(LedgerEntry entry) {
        return entry.outcome().orElseThrow().result();
    }

    @Test
    @Timeout(180)
    void convergesAfterAKillAtEveryPointOfOneBatch() throws Exception {
        int batches = begin(25);
        for (var point : Point.values()) {
            killedAt(point, ofBatch(point) ? 1 + random.nextInt(batches) : 1);
        }
    }

    private static boolean ofBatch(Point point) {
        return switch (point) {
            case BEFORE_SEND, AFTER_ANSWER, AFTER_READ_BACK -> true;
            case BEFORE_INTENT, AFTER_INTENT, BEFORE_OUTCOME, AFTER_OUTCOME -> false;
        };
    }

    @Test
    @Tag("qualify")
    @Timeout(900)
    void convergesWithTwoHundredChangesAfterAKillAtEveryPointOfEveryBatch() throws Exception {
        int batches = begin(200);
        for (var point : Point.values()) {
            for (int number = 1; number <= (ofBatch(point) ? batches : 1); number++) {
                killedAt(point, number);
            }
        }
    }

    @Test
    @Tag("qualify")
    @Timeout(900)
    void convergesWithTwoHundredChangesAfterAKillAtAnyTime() throws Exception {
        begin(200);
        for (int kill = 0; kill < 25; kill++) {
            rounds.next();
            var delay = Duration.ofMillis(random.nextInt(1200));
            try (var child = child(Deed.SAY, Point.AFTER_OUTCOME, 1)) {
                child.await("at BEFORE_INTENT");
                LockSupport.parkNanos(delay.toNanos());
                if (child.alive()) {
                    child.signal("KILL");
                }
                child.end();
            }
            assertConverges("killed " + delay.toMillis() + " ms after it was about to record what it intends");
        }
    }
}
