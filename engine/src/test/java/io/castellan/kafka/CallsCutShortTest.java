package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Calls that meet silence, the end of their time, or an error that is none of the items'. */
class CallsCutShortTest extends CallsByHand {
    @Test
    void keepsWhatCameAndSendsNoMoreWhenABatchMeetsSilence() {
        var replies = calls.run(
                call(Call.Scope.WRITE_ANYWHERE, 1, (item, attempt) -> {
                    if (item.equals("i1")) {
                        throw new TimeoutException("late");
                    }
                    return item;
                }),
                items(4),
                BUDGET);

        assertThat(texts(replies))
                .containsEntry("i0", "answer i0")
                .containsEntry("i1", "silence TimeoutException")
                .containsEntry("i2", "unsent no broker answered before it: TimeoutException: late")
                .containsEntry("i3", "unsent no broker answered before it: TimeoutException: late");
        assertThat(replies.cutOff()).isPresent();
        assertThat(sent).hasSize(2);
    }

    @Test
    void goesOnPastASilentBrokerWhereEachBrokerAnswersForItself() {
        var replies = calls.run(
                call(Call.Scope.READ_AT_NODE, 1, (item, attempt) -> {
                    if (item.equals("i0")) {
                        throw new TimeoutException("late");
                    }
                    return item;
                }),
                items(2),
                BUDGET);

        assertThat(texts(replies))
                .containsEntry("i0", "silence TimeoutException")
                .containsEntry("i1", "answer i1");
        assertThat(replies.cutOff()).isEmpty();
    }

    @Test
    void limitsACallToASingleBrokerMoreThanOneThatAnyCanAnswer() {
        var timeouts = new ArrayList<Integer>();
        for (var scope : List.of(Call.Scope.READ_ANYWHERE, Call.Scope.READ_AT_NODE)) {
            calls.run(
                    call(
                            scope,
                            1,
                            (items, timeout) -> {
                                timeouts.add(timeout.getAsInt());
                                return Map.of(items.get(0), KafkaFuture.completedFuture("x"));
                            },
                            Function.identity()),
                    items(1),
                    BUDGET);
        }

        assertThat(timeouts).containsExactly(30_000, 8_000);
    }

    @Test
    void stopsAtRejectedCredentials() {
        var replies = calls.run(
                call(Call.Scope.WRITE_AT_NODE, 1, (item, attempt) -> {
                    throw new SaslAuthenticationException("no");
                }),
                items(2),
                BUDGET);

        assertThat(sent).hasSize(1);
        assertThat(replies.cutOff().map(KafkaError::name)).contains("SaslAuthenticationException");
    }

    @Test
    void asksTheBudgetBeforeEveryCallAndSendsNothingAfterItRefuses() {
        var asked = new ArrayList<Integer>();
        CallBudget budget = () -> {
            asked.add(sent.size());
            if (sent.size() == 2) {
                throw new IllegalStateException("the lock is lost");
            }
            return Duration.ofSeconds(5);
        };

        var replies = calls.run(call(Call.Scope.WRITE_ANYWHERE, 1, (item, attempt) -> item), items(4), budget);

        assertThat(asked).as("before the call and when its deadline is set").containsExactly(0, 0, 1, 1, 2);
        assertThat(texts(replies))
                .containsEntry("i1", "answer i1")
                .containsEntry("i2", "unsent the lock is lost")
                .containsEntry("i3", "unsent the lock is lost");
        assertThat(replies.stopped()).isPresent();
    }

    @Test
    void sendsNothingWhenTheTimeRunsOutWhileTheCallIsPrepared() {
        var left = new ArrayList<>(List.of(Duration.ofSeconds(5), Duration.ofSeconds(-20)));

        var replies =
                calls.run(call(Call.Scope.WRITE_ANYWHERE, 1, (item, attempt) -> item), items(1), () -> left.remove(0));

        assertThat(sent).isEmpty();
        assertThat(texts(replies)).containsEntry("i0", "unsent no time is left for another call");
    }

    @Test
    void claimsNothingOfACallToSeveralBrokersThatWasCutShort() {
        var left = new ArrayList<>(List.of(Duration.ofSeconds(5), Duration.ofSeconds(-20)));

        var replies =
                calls.run(call(Call.Scope.WRITE_AT_NODE, 2, (item, attempt) -> item), items(3), () -> left.remove(0));

        assertThat(texts(replies))
                .containsEntry("i0", "silence IllegalStateException")
                .containsEntry("i1", "silence IllegalStateException")
                .containsEntry("i2", "unsent no time is left for another call");
    }

    @Test
    void sendsNothingWhenNoTimeIsLeft() {
        var replies =
                calls.run(call(Call.Scope.WRITE_ANYWHERE, 1, (item, attempt) -> item), items(1), () -> Duration.ZERO);

        assertThat(sent).isEmpty();
        assertThat(texts(replies)).containsEntry("i0", "unsent no time is left for another call");
    }

    @Test
    void treatsAnErrorOfTheClientItselfAsOneOfTheBatch() {
        var replies = calls.run(
                call(
                        Call.Scope.WRITE_ANYWHERE,
                        1,
                        (items, timeout) -> {
                            throw new KafkaException("closed");
                        },
                        Function.identity()),
                items(2),
                BUDGET);

        assertThat(texts(replies).values()).containsOnly("refusal KafkaException");
    }

    @Test
    void endsTheRestWhenInterruptedWhileItWaits() {
        var interrupting = new Calls(
                new HandTime() {
                    @Override
                    public void sleep(Duration wait) throws InterruptedException {
                        throw new InterruptedException();
                    }
                },
                CallSettings.defaults(),
                CallListener.silent());

        var replies = interrupting.run(
                call(Call.Scope.WRITE_ANYWHERE, 1, (item, attempt) -> {
                    throw new ThrottlingQuotaExceededException(100, "slow down");
                }),
                items(2),
                BUDGET);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent).hasSize(1);
        assertThat(texts(replies).values()).containsOnly("unsent interrupted");
    }
}
