package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.CoordinatorLoadInProgressException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallsTest extends CallsByHand {
    @Test
    void answersEveryItemInTheOrderAskedWhateverBecameOfItsNeighbours() {
        var replies = calls.run(
                call(Call.Scope.WRITE_ANYWHERE, 2, (item, attempt) -> {
                    if (item.equals("i1")) {
                        throw new InvalidReplicationFactorException("3 > 1");
                    }
                    return item;
                }),
                items(5),
                BUDGET);

        assertThat(texts(replies))
                .containsExactly(
                        Map.entry("i0", "answer i0"),
                        Map.entry("i1", "refusal InvalidReplicationFactorException"),
                        Map.entry("i2", "answer i2"),
                        Map.entry("i3", "answer i3"),
                        Map.entry("i4", "answer i4"));
        assertThat(sent).hasSize(3);
    }

    /** Whether the next batch was on its way when an answer was looked at. */
    private List<Integer> sentWhenLookedAt(Call.Scope scope) {
        var seen = new ArrayList<Integer>();
        calls.run(
                call(
                        scope,
                        1,
                        (items, timeout) -> {
                            sent.add(items);
                            return Map.of(items.get(0), KafkaFuture.completedFuture(items.get(0)));
                        },
                        answer -> {
                            seen.add(sent.size());
                            return answer;
                        }),
                items(4),
                BUDGET);
        return seen;
    }

    @Test
    void hasTheBrokersMakeTheNextAnswerWhileOneIsLookedAt() {
        assertThat(sentWhenLookedAt(Call.Scope.READ_ANYWHERE)).containsExactly(2, 3, 4, 4);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITE_ANYWHERE", "WRITE_AT_NODE"})
    void writesNothingBeforeItIsKnownWhatBecameOfTheBatchBefore(Call.Scope write) {
        assertThat(sentWhenLookedAt(write)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void asksASingleBrokerNothingMoreBeforeItHasAnswered() {
        assertThat(sentWhenLookedAt(Call.Scope.READ_AT_NODE)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void keepsWhatWasOnItsWayWhenTheBatchBeforeItMustBeSentAgain() {
        var replies = calls.run(
                call(Call.Scope.READ_ANYWHERE, 2, (item, attempt) -> {
                    if (item.equals("i1") && attempt == 1) {
                        throw new CoordinatorLoadInProgressException("loading");
                    }
                    return item + " " + attempt;
                }),
                items(4),
                BUDGET);

        assertThat(texts(replies))
                .containsExactly(
                        Map.entry("i0", "answer i0 1"),
                        Map.entry("i1", "answer i1 2"),
                        Map.entry("i2", "answer i2 1"),
                        Map.entry("i3", "answer i3 1"));
        assertThat(sent).containsExactly(List.of("i0", "i1"), List.of("i2", "i3"), List.of("i1"));
    }

    @Test
    void waitsAsLongAsTheQuotaAsksAndSendsOnlyWhatWasThrottled() {
        var replies = calls.run(
                call(Call.Scope.WRITE_ANYWHERE, 10, (item, attempt) -> {
                    if (item.equals("i2") && attempt < 3) {
                        throw new ThrottlingQuotaExceededException(1500, "slow down");
                    }
                    return item;
                }),
                items(3),
                BUDGET);

        assertThat(texts(replies)).containsEntry("i2", "answer i2");
        assertThat(sent).containsExactly(items(3), List.of("i2"), List.of("i2"));
        assertThat(time.slept).containsExactly(Duration.ofMillis(1500), Duration.ofMillis(1500));
        assertThat(progress).containsExactly("test waits 1500 ms for 1", "test waits 1500 ms for 1");
    }

    @Test
    void givesUpOnTheQuotaAfterItsPatience() {
        var replies = calls.run(
                call(Call.Scope.WRITE_ANYWHERE, 10, (item, attempt) -> {
                    throw new ThrottlingQuotaExceededException(60_000, "slow down");
                }),
                items(1),
                BUDGET);

        assertThat(texts(replies)).containsEntry("i0", "refusal ThrottlingQuotaExceededException");
        assertThat(sent).hasSize(16);
    }

    @Test
    void sendsAgainWhatFailedForAPassingReason() {
        var replies = calls.run(
                call(Call.Scope.READ_ANYWHERE, 10, (item, attempt) -> {
                    if (attempt < 4) {
                        throw new CoordinatorLoadInProgressException("loading");
                    }
                    return item;
                }),
                items(1),
                BUDGET);

        assertThat(texts(replies)).containsEntry("i0", "answer i0");
        assertThat(time.slept).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void leavesAWriteOpenWhoseReasonDoesNotPass() {
        var replies = calls.run(
                call(Call.Scope.WRITE_ANYWHERE, 10, (item, attempt) -> {
                    throw new CoordinatorLoadInProgressException("loading");
                }),
                items(1),
                BUDGET);

        assertThat(texts(replies)).containsEntry("i0", "silence CoordinatorLoadInProgressException");
    }

    @Test
    void takesUnknownTopicAsAnAnswerAlthoughKafkaCallsItRetriable() {
        var replies = calls.run(
                call(Call.Scope.READ_ANYWHERE, 10, (item, attempt) -> {
                    throw new UnknownTopicOrPartitionException("who?");
                }),
                items(1),
                BUDGET);

        assertThat(texts(replies)).containsEntry("i0", "refusal UnknownTopicOrPartitionException");
        assertThat(sent).hasSize(1);
    }

    @Test
    void leavesAWriteOpenAfterATimeoutOrAnErrorInsideTheBroker() {
        var replies = calls.run(
                call(Call.Scope.WRITE_ANYWHERE, 10, (item, attempt) -> {
                    if (item.equals("i0")) {
                        throw new TimeoutException("late");
                    }
                    throw new UnknownServerException("oops");
                }),
                items(2),
                BUDGET);

        assertThat(texts(replies))
                .containsEntry("i0", "silence TimeoutException")
                .containsEntry("i1", "silence UnknownServerException");
        assertThat(sent).hasSize(1);
    }

    @Test
    void halvesABatchThatKafkaFindsTooLarge() {
        var call = call(Call.Scope.WRITE_ANYWHERE, 8, (item, attempt) -> {
            if (sent.get(sent.size() - 1).size() > 2) {
                throw new PolicyViolationException("Unable to perform excessively large batch operation.");
            }
            return item;
        });

        var replies = calls.run(call, items(8), BUDGET);

        assertThat(texts(replies).values()).allMatch(text -> text.startsWith("answer"));
        assertThat(sent.stream().map(List::size)).containsExactly(8, 4, 2, 2, 4, 2, 2);
    }

    @Test
    void doesNotHalveABatchThatAClustersOwnPolicyRefuses() {
        var replies = calls.run(
                call(Call.Scope.WRITE_ANYWHERE, 8, (item, attempt) -> {
                    throw new PolicyViolationException("names must start with a team");
                }),
                items(8),
                BUDGET);

        assertThat(texts(replies).values()).containsOnly("refusal PolicyViolationException");
        assertThat(sent).hasSize(1);
    }

    @Test
    void asksOnceForItemsOfTheSameKey() {
        calls.run(call(Call.Scope.READ_ANYWHERE, 10, (item, attempt) -> item), List.of("a", "a", "b"), BUDGET);

        assertThat(sent).containsExactly(List.of("a", "b"));
    }
}
