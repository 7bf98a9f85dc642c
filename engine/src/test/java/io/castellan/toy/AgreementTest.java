package io.castellan.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.apply.Hold;
import io.castellan.diagnostics.Code;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.diagnostics.Problem;
import io.castellan.gate.Gate;
import io.castellan.gate.GateContext;
import io.castellan.gate.Moment;
import io.castellan.gate.Verdict;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Protection;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.resource.Budget;
import io.castellan.resource.LostHoldException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** R3 and R4 in the core: a plan is a contract, and deletion is capped. */
class AgreementTest {
    private final Workshop shop = new Workshop();

    private static void assertFails(ThrowingCallable apply, ExitCode code, String problem) {
        assertThatThrownBy(apply).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(code);
            assertThat(failure.problems())
                    .anySatisfy(one -> assertThat(one.toString()).contains(problem));
        });
    }

    @Test
    void aChangedStateBeforeIsStaleAndNothingIsDone() {
        shop.cluster.createLamp("a", Map.of("colour", "red"));
        shop.commit("c", Map.of("a", Map.of("colour", "blue"), "b", Map.of()), Map.of());
        var agreed = shop.plan("c");
        shop.cluster.setLamp("a", Map.of("colour", "green"));
        int before = shop.cluster.changes();

        assertFails(() -> shop.apply("c", agreed), ExitCode.STALE, "colour is green now");
        assertThat(shop.cluster.changes()).isEqualTo(before);
        assertThat(shop.ledger.entries()).isEmpty();
    }

    @Test
    void aResourceThatWasCreatedAgainIsStale() {
        shop.cluster.createLamp("a", Map.of("colour", "red"));
        shop.commit("c", Map.of("a", Map.of("colour", "blue")), Map.of());
        var agreed = shop.plan("c");
        shop.cluster.deleteLamp("a");
        shop.cluster.createLamp("a", Map.of("colour", "red"));

        assertFails(() -> shop.apply("c", agreed), ExitCode.STALE, "deleted and created again");
    }

    @Test
    void whatIsLiveAlreadyIsNotStaleAndWhatNobodyAgreedToIsLeft() {
        shop.cluster.createLamp("a", Map.of("colour", "red"));
        shop.cluster.createLamp("b", Map.of("colour", "red"));
        shop.commit("c", Map.of("a", Map.of("colour", "blue"), "b", Map.of("colour", "red")), Map.of());
        var agreed = shop.plan("c");
        shop.cluster.setLamp("a", Map.of("colour", "blue"));
        shop.cluster.setLamp("b", Map.of("colour", "grey"));

        var report = shop.apply("c", agreed);

        assertThat(report.outcome().changes()).isEmpty();
        assertThat(report.problems())
                .anySatisfy(note -> assertThat(note.message()).contains("lamp/b differs now too"));
        assertThat(shop.cluster.lamps.get("b").settings()).containsEntry("colour", "grey");
        assertThat(shop.plan("c").planned()).as("and it stays a difference").hasSize(1);
    }

    @Test
    void tooManyDeletionsAreRefusedTogetherAndNothingElseIsDone() {
        shop.commit("c1", Map.of("a", Map.of(), "b", Map.of(), "c", Map.of(), "d", Map.of()), Map.of());
        shop.apply("c1");
        shop.protection = new Protection(2, 1.0, List.of(), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT);
        shop.commit("c2", Map.of("d", Map.of("colour", "red")), Map.of());
        int before = shop.cluster.changes();

        assertFails(() -> shop.apply("c2"), ExitCode.REFUSED, "3 lamps would be deleted, at most 2");
        assertThat(shop.cluster.changes()).isEqualTo(before);
    }

    @Test
    void aShareOfDeletionsNeedsAProvedInventory() {
        shop.commit("c1", Map.of("a", Map.of(), "b", Map.of(), "c", Map.of(), "d", Map.of()), Map.of());
        shop.apply("c1");
        shop.protection = new Protection(10, 0.4, List.of(), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT);
        shop.commit("two", Map.of("a", Map.of(), "b", Map.of()), Map.of());
        shop.commit("one", Map.of("a", Map.of(), "b", Map.of(), "c", Map.of()), Map.of());

        assertFails(() -> shop.apply("two"), ExitCode.REFUSED, "2 of 4 lamps would be deleted, at most 40%");
        shop.protection = new Protection(10, 0.5, List.of(), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT);
        shop.cluster.unproved("may not describe all");
        assertFails(() -> shop.apply("two"), ExitCode.REFUSED, "their share is unknown: may not describe all");
        assertThat(shop.apply("one").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anEmptySetIsNeverTakenForAWish() {
        shop.commit("c1", Map.of("a", Map.of()), Map.of());
        shop.apply("c1");
        shop.commit("c2", Map.of(), Map.of());

        assertFails(() -> shop.apply("c2"), ExitCode.REFUSED, "no lamps are declared any more");
    }

    @Test
    void withoutABaselineNothingIsRemovedByOmission() {
        shop.cluster.createLamp("a", Map.of("colour", "red", "dim", "yes"));
        shop.cluster.createLamp("b", Map.of());
        shop.commit("c", Map.of("a", Map.of("colour", "red")), Map.of());

        var plan = shop.plan("c");

        assertThat(plan.planned()).isEmpty();
        assertThat(plan.summary().unmanaged()).isEqualTo(2);
        assertThat(plan.notes())
                .anySatisfy(note -> assertThat(note.message()).contains("nothing was applied here before"));
    }

    @Test
    void aRefusingGateLeavesNoTrace() {
        shop.gates = List.of(new Gate() {
            @Override
            public String name() {
                return "shut";
            }

            @Override
            public Set<Moment> moments() {
                return Set.of(Moment.BEFORE_APPLY);
            }

            @Override
            public Verdict check(GateContext context) {
                return new Verdict.Wait(Problem.error(new Code("TOY", 1), "the gate is shut"), Duration.ofSeconds(5));
            }
        });
        shop.commit("c", Map.of("a", Map.of()), Map.of());

        assertFails(() -> shop.apply("c"), ExitCode.REFUSED, "the gate is shut");
        assertThat(shop.ledger.entries()).isEmpty();
        assertThat(shop.cluster.lamps).isEmpty();
    }

    @Test
    void afterTheHoldIsLostNothingMoreIsSent() {
        shop.commit("c", Map.of("a", Map.of(), "b", Map.of(), "c", Map.of(), "d", Map.of(), "e", Map.of()), Map.of());
        shop.hold = new Hold() {
            private int proofs;

            @Override
            public Budget prove() {
                if (++proofs > 5) { // the intent, the first batch and its three lamps
                    throw new LostHoldException("the lock was lost");
                }
                return Budget.of(Duration.ofSeconds(1));
            }

            @Override
            public void close() {}
        };

        var report = shop.apply("c");

        assertThat(report.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(shop.cluster.lamps).hasSize(3);
        assertThat(report.outcome().changes().stream().map(change -> change.result()))
                .containsExactly(
                        ChangeResult.APPLIED,
                        ChangeResult.APPLIED,
                        ChangeResult.APPLIED,
                        ChangeResult.INDETERMINATE,
                        ChangeResult.INDETERMINATE);
    }

    @Test
    void afterAFailureTheSamePhaseIsFinishedAndNothingIsTakenAway() {
        shop.commit("c1", Map.of("old", Map.of(), "kept", Map.of("colour", "red")), Map.of());
        shop.apply("c1");
        shop.commit("c2", Map.of("bad", Map.of(), "good", Map.of(), "kept", Map.of("colour", "blue")), Map.of());
        shop.cluster.refused.add("bad");

        var report = shop.apply("c2");

        assertThat(report.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(shop.cluster.lamps)
                .as("what is independent in the phase of the failure is done, later phases are not begun")
                .containsOnlyKeys("good", "kept", "old");
        assertThat(shop.cluster.lamps.get("kept").settings()).containsEntry("colour", "red");
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem.toString()).contains("CAS-APPLY-011"));
        shop.cluster.refused.clear();
        assertThat(shop.apply("c2").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(shop.cluster.lamps).containsOnlyKeys("bad", "good", "kept");
    }

    @Test
    void anInterruptBeforeAnyChangeIsNoApply() {
        shop.commit("c", Map.of("a", Map.of()), Map.of());
        shop.interrupted = () -> true;

        assertFails(() -> shop.apply("c"), ExitCode.INTERRUPTED, "before any change");
        assertThat(shop.ledger.entries()).isEmpty();
    }

    @Test
    void applyingTheSameAgainAddsNothingToTheLedger() {
        shop.commit("c", Map.of("a", Map.of()), Map.of());
        shop.apply("c");
        shop.apply("c");
        assertThat(shop.ledger.entries()).hasSize(1);
    }

    @Test
    void aFigureOverItsCeilingIsStaleAndOneUnderItIsNot() {
        shop.commit("c1", Map.of("a", Map.of("hours", "100"), "b", Map.of()), Map.of());
        shop.apply("c1");
        shop.commit("c2", Map.of("b", Map.of()), Map.of());
        var agreed = shop.plan("c2");

        shop.cluster.setLamp("a", Map.of("hours", "9000"));
        assertFails(() -> shop.apply("c2", agreed), ExitCode.STALE, "what it would destroy grew");
        shop.cluster.setLamp("a", Map.of("hours", "110"));
        assertThat(shop.apply("c2", agreed).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(shop.cluster.lamps).containsOnlyKeys("b");
    }

    @Test
    void whatWasAgreedToAndIsLeftOutByTargetIsTold() {
        shop.commit("c", Map.of("a", Map.of(), "b", Map.of()), Map.of());
        var agreed = shop.plan("c");

        var report = shop.apply("c", agreed, Lamps.KEY.id("a"));

        assertThat(report.problems())
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("lamp/b was agreed to and is not done"));
        assertThat(shop.cluster.lamps).containsOnlyKeys("a");
    }
}
