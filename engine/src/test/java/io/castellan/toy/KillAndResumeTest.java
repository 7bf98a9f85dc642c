package io.castellan.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.apply.ApplyListener;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.model.Change;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.Plan;
import io.castellan.model.Protection;
import io.castellan.model.ResourceId;
import io.castellan.model.Step;
import io.castellan.model.UnmanagedPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R9: killed at any moment, the same apply goes on. */
class KillAndResumeTest {
    private final Workshop shop = new Workshop();

    private String manyChanges() {
        shop.cluster.mills.put("north", List.of("1", "1", "1", "1"));
        shop.commit(
                "c1", Map.of("old", Map.of("colour", "red"), "kept", Map.of("colour", "red", "dim", "yes")), Map.of());
        shop.apply("c1");
        var lamps = new TreeMap<String, Map<String, String>>();
        lamps.put("kept", Map.of("colour", "blue"));
        for (int i = 0; i < 7; i++) {
            lamps.put("new" + i, Map.of("colour", "green"));
        }
        return shop.commit("c2", lamps, Map.of("north", "2"));
    }

    @ParameterizedTest
    @EnumSource(ApplyListener.Point.class)
    void anApplyKilledAtAPointConvergesWhenItIsRunAgain(ApplyListener.Point point) {
        var commit = manyChanges();
        shop.listener = new ApplyListener() {
            @Override
            public void reached(Point reached, List<Step> batch) {
                if (reached == point) {
                    throw new ModelCluster.Killed();
                }
            }
        };
        assertThatThrownBy(() -> shop.apply(commit)).isInstanceOf(ModelCluster.Killed.class);
        shop.listener = new ApplyListener() {};

        var report = shop.apply(commit);

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertConverged(commit);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anApplyKilledBeforeAnyOfItsActionsConvergesWhenItIsRunAgain(int actions) {
        var commit = manyChanges();
        int before = shop.cluster.changes();
        shop.cluster.dieBeforeChange(before + actions);
        assertThatThrownBy(() -> shop.apply(commit)).isInstanceOf(ModelCluster.Killed.class);
        shop.cluster.live();

        var report = shop.apply(commit);

        assertThat(report.resumed()).isTrue();
        assertConverged(commit);
        assertThat(shop.cluster.changes() - before)
                .as("nothing is done twice: 7 lamps created, 1 set, 1 deleted, 4 wheels turned")
                .isEqualTo(13);
    }

    private void assertConverged(String commit) {
        assertThat(shop.plan(commit).changes()).isEmpty();
        assertThat(shop.cluster.mills.get("north")).containsOnly("2");
        assertThat(shop.ledger.open()).isEmpty();
        assertThat(shop.ledger
                        .entries()
                        .get(shop.ledger.entries().size() - 1)
                        .outcome()
                        .orElseThrow()
                        .result())
                .isEqualTo(Result.APPLIED);
    }

    @Test
    void aLongStepGoesOnWhereItStoppedAndNotAfterSomebodyElseTurned() {
        var commit = manyChanges();
        shop.cluster.dieBeforeChange(shop.cluster.changes() + 10);
        assertThatThrownBy(() -> shop.apply(commit)).isInstanceOf(ModelCluster.Killed.class);
        shop.cluster.live();
        assertThat(shop.cluster.mills.get("north")).containsExactly("2", "2", "1", "1");
        shop.cluster.mills.put("north", List.of("2", "2", "7", "1"));

        var report = shop.apply(commit);

        assertThat(report.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(shop.cluster.mills.get("north")).containsExactly("2", "2", "7", "1");
    }

    @Test
    void anApplyThatIsTooOldIsGivenUpAndWhatItLeftIsRecorded() {
        var commit = manyChanges();
        shop.cluster.dieBeforeChange(shop.cluster.changes() + 3);
        assertThatThrownBy(() -> shop.apply(commit)).isInstanceOf(ModelCluster.Killed.class);
        shop.cluster.live();
        shop.now = shop.now.plus(Duration.ofHours(5));

        var report = shop.apply(commit);

        assertThat(report.resumed()).isFalse();
        var abandoned = shop.ledger.entries().get(1).outcome().orElseThrow();
        assertThat(abandoned.result()).isEqualTo(Result.ABANDONED);
        assertThat(abandoned.changes().stream().filter(change -> change.result().good()))
                .hasSize(3);
        assertConverged(commit);
    }

    @Test
    void aRevocationStaysPendingUntilAnOutcomeSaysDoneWhateverWasAppliedInBetween() {
        shop.commit("c1", Map.of("a", Map.of("colour", "red", "dim", "yes"), "b", Map.of()), Map.of());
        shop.apply("c1");
        shop.commit("c2", Map.of("a", Map.of("colour", "red"), "b", Map.of()), Map.of());
        shop.cluster.dieBeforeChange(shop.cluster.changes());
        assertThatThrownBy(() -> shop.apply("c2")).isInstanceOf(ModelCluster.Killed.class);
        shop.cluster.live();
        shop.commit("c3", Map.of("a", Map.of("colour", "red"), "b", Map.of("dim", "no")), Map.of());

        shop.apply("c3", Lamps.KEY.id("b"));

        assertThat(shop.plan("c3").planned()).singleElement().satisfies(change -> {
            assertThat(change.id()).isEqualTo(Lamps.KEY.id("a"));
            assertThat(change.difference().fields())
                    .singleElement()
                    .satisfies(field -> assertThat(field.path()).isEqualTo("dim"));
        });
    }

    private void killBeforeTheDeletion(String commit) {
        shop.cluster.dieBeforeChange(shop.cluster.changes() + 12);
        assertThatThrownBy(() -> shop.apply(commit)).isInstanceOf(ModelCluster.Killed.class);
        shop.cluster.live();
        assertThat(shop.cluster.lamps).containsKey("old");
    }

    private static Plan without(Plan plan, ResourceId id) {
        return new Plan(
                plan.tool(),
                plan.createdAt(),
                plan.target(),
                plan.origin(),
                plan.complete(),
                plan.notes(),
                plan.changes().stream()
                        .filter(change -> !change.id().equals(id))
                        .toList(),
                plan.steps());
    }

    @Test
    void nothingGoesOnThatThePlanAgreedToNowDoesNotHold() {
        var commit = manyChanges();
        killBeforeTheDeletion(commit);

        var report = shop.apply(commit, without(shop.plan(commit), Lamps.KEY.id("old")));

        assertThat(report.resumed()).isFalse();
        assertThat(shop.cluster.lamps).containsKey("old");
        assertThat(shop.plan(commit).planned()).extracting(Change::id).containsExactly(Lamps.KEY.id("old"));
    }

    @Test
    void thePlanThatWasAgreedToFirstIsStillAnAgreementToGoOn() {
        var commit = manyChanges();
        var agreed = shop.plan(commit);
        killBeforeTheDeletion(commit);

        assertThat(shop.apply(commit, agreed).resumed()).isTrue();
        assertConverged(commit);
    }

    @Test
    void whatARuleForbidsMeanwhileIsNotDoneByGoingOn() {
        var commit = manyChanges();
        var agreed = shop.plan(commit);
        killBeforeTheDeletion(commit);
        shop.protection = new Protection(0, 1.0, List.of(), UnmanagedPolicy.REPORT, UnmanagedPolicy.REPORT);

        assertThatThrownBy(() -> shop.apply(commit, agreed))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(shop.cluster.lamps).containsKey("old");
    }

    @Test
    void whatWouldDestroyMoreThanWasAgreedToIsNotDoneByGoingOn() {
        var commit = manyChanges();
        var agreed = shop.plan(commit);
        killBeforeTheDeletion(commit);
        shop.cluster.setLamp("old", Map.of("colour", "red", "hours", "9000"));

        assertThatThrownBy(() -> shop.apply(commit, agreed))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STALE));
        assertThat(shop.cluster.lamps).containsKey("old");
    }

    @Test
    void anotherClusterSaysNothingOfWhatWasLeftOnTheFirst() {
        var commit = manyChanges();
        killBeforeTheDeletion(commit);
        shop.cluster.name("rebuilt");
        shop.cluster.lamps.remove("old");

        shop.apply(commit);

        assertThat(shop.ledger.entries().get(1).outcome().orElseThrow().changes())
                .extracting(ChangeOutcome::result)
                .containsOnly(ChangeResult.INDETERMINATE);
    }

    @Test
    void aPlanFileOfAnotherClusterIsRefusedAndWhatCouldGoOnStillCan() {
        var commit = manyChanges();
        shop.cluster.name("other");
        var foreign = shop.plan(commit);
        shop.cluster.name("model");
        killBeforeTheDeletion(commit);

        assertThatThrownBy(() -> shop.apply(commit, foreign)).isInstanceOf(Failure.class);
        assertThat(shop.ledger.open()).isPresent();
        assertThat(shop.apply(commit).resumed()).isTrue();
    }
}
