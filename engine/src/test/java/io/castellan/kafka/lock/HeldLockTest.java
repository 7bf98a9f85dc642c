package io.castellan.kafka.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.kafka.HandTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class HeldLockTest {
    private static final LockSettings SETTINGS = LockSettings.defaults();
    private static final LockOwner OWNER = new LockOwner("agent", 42, Instant.parse("2026-11-21T10:00:00Z"), "m-1");

    private final HandTime time = new HandTime();
    private final Group group = new Group();
    private final HeldLock lock = new HeldLock(group, SETTINGS, time, OWNER);

    /** A group that does at each commit what the test says, and otherwise lets it pass. */
    private final class Group implements Membership {
        private final Deque<Runnable> atCommit = new ArrayDeque<>();
        private final List<String> committed = new CopyOnWriteArrayList<>();
        private boolean owned = true;
        private volatile boolean closed;

        @Override
        public void join() {}

        @Override
        public void poll(Duration wait) {
            assertThat(closed).isFalse();
            time.pass(wait);
        }

        @Override
        public boolean owned() {
            return owned;
        }

        @Override
        public String member() {
            return "m-1";
        }

        @Override
        public void commit(String metadata, Duration timeout) {
            assertThat(closed).isFalse();
            if (!atCommit.isEmpty()) {
                atCommit.remove().run();
            }
            committed.add(metadata);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void givesACallWhatIsLeftOfTheSessionWithoutTheMargin() {
        var proof = lock.prove();

        assertThat(proof.left()).isEqualTo(Duration.ofSeconds(8));
        time.pass(Duration.ofSeconds(3));
        assertThat(proof.left()).isEqualTo(Duration.ofSeconds(5));
        time.pass(Duration.ofSeconds(5));
        assertThat(proof.left()).isZero();
    }

    @Test
    void countsFromBeforeTheCommitSinceTheSessionMayHaveBegunThen() {
        group.atCommit.add(() -> time.pass(Duration.ofMillis(1900)));

        assertThat(lock.next()).isEqualTo(Duration.ofMillis(6100));
    }

    @Test
    void believesTheClockThatRanFurther() {
        var proof = lock.prove();

        time.passWall(Duration.ofSeconds(4));
        assertThat(proof.left()).isEqualTo(Duration.ofSeconds(4));
        time.passMonotonic(Duration.ofSeconds(5));
        assertThat(proof.left()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void isNotFooledByAWallClockThatIsSetBack() {
        var proof = lock.prove();

        time.passWall(Duration.ofHours(-1));
        time.passMonotonic(Duration.ofSeconds(8));

        assertThat(proof.left()).isZero();
    }

    @Test
    void provesAgainForEveryCall() {
        lock.next();
        time.pass(Duration.ofSeconds(1));
        lock.next();

        assertThat(group.committed).containsExactly(OWNER.written(), OWNER.written());
    }

    @Test
    void answersTwoQuestionsInOneBreathWithOneProofWhoseBudgetShrinks() {
        lock.next();
        time.pass(Duration.ofMillis(200));

        assertThat(lock.next()).isEqualTo(Duration.ofMillis(7800));
        assertThat(group.committed).hasSize(1);
    }

    @Test
    void pollsThroughARebalance() {
        for (int i = 0; i < 3; i++) {
            group.atCommit.add(() -> {
                throw new RebalanceInProgressException("somebody joins");
            });
        }

        assertThat(lock.next()).isPositive();
        assertThat(group.closed).isFalse();
    }

    @Test
    void provesAgainWhenTheCoordinatorTookLong() {
        group.atCommit.add(() -> time.pass(Duration.ofSeconds(9)));

        assertThat(lock.next()).isEqualTo(Duration.ofSeconds(8));
        assertThat(group.committed).hasSize(2);
    }

    @Test
    void isLostForGoodWhenTheCoordinatorRefuses() {
        group.atCommit.add(() -> {
            throw new CommitFailedException();
        });

        assertThatThrownBy(lock::prove).isInstanceOf(LockLostException.class);
        assertThat(group.closed).isTrue();
        assertThatThrownBy(lock::next).isInstanceOf(LockLostException.class);
    }

    @Test
    void isLostForGoodWhenNobodyAnswers() {
        group.atCommit.add(() -> {
            throw new TimeoutException("30 s");
        });

        assertThatThrownBy(lock::prove).isInstanceOf(LockLostException.class);
        assertThat(group.closed).isTrue();
    }

    @Test
    void isLostWhenTheGroupTookThePartitionAway() {
        group.owned = false;

        assertThatThrownBy(lock::prove).isInstanceOf(LockLostException.class).hasMessageContaining("lock is lost");
        assertThat(group.committed).isEmpty();
    }

    @Test
    void givesUpOnARebalanceThatDoesNotEnd() {
        for (int i = 0; i < 2000; i++) {
            group.atCommit.add(() -> {
                throw new RebalanceInProgressException("somebody joins");
            });
        }

        assertThatThrownBy(lock::prove)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("cannot be proved within 30 s");
    }

    @Test
    void leavesTheGroupWhenClosedAndProvesNoMore() {
        lock.close();
        lock.close();

        assertThat(group.closed).isTrue();
        assertThatThrownBy(lock::prove).isInstanceOf(LockLostException.class).hasMessageContaining("given back");
    }

    @Test
    void aProofThatBeganAheadServesWhoeverNeedsOneNext() {
        lock.proveSoon();
        await().until(() -> !group.committed.isEmpty());

        lock.prove();

        assertThat(group.committed).hasSize(1);
    }

    @Test
    void whatAProofThatBeganAheadFailedWithIsToldToWhoeverNeedsOneNext() {
        group.atCommit.add(() -> {
            throw new CommitFailedException();
        });

        lock.proveSoon();
        await().until(() -> group.closed);

        assertThatThrownBy(lock::prove).isInstanceOf(LockLostException.class);
        assertThat(group.committed).isEmpty();
    }

    @Test
    void aFirstProofThatARightIsMissingForIsTakenForNotGettingTheLock() {
        group.atCommit.add(() -> {
            throw new TopicAuthorizationException("castellan.lock");
        });

        lock.proveSoon();

        assertThatThrownBy(lock::requireTaken)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageContaining("CAS-LOCK-002");
    }
}
