package io.castellan.ledger;

import static io.castellan.ledger.Samples.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeResult;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineCommitsTest extends EntriesInTheMaking {
    private String applied(String name) {
        return commits()
                .applied(topic(name))
                .map(state -> state.state().commit())
                .orElse("none");
    }

    private List<String> attempted(String name) {
        return commits().attempted(topic(name)).stream()
                .map(state -> state.state().commit())
                .toList();
    }

    private List<String> needed() {
        return commits().needed().stream().map(state -> state.state().commit()).toList();
    }

    @Test
    void nothingIsKnownBeforeTheFirstApply() {
        assertThat(commits().known()).isFalse();
        assertThat(applied("a")).isEqualTo("none");
        assertThat(needed()).isEmpty();
    }

    @Test
    void anAdoptionIsABaselineForNothing() {
        apply("c1").adopts();

        assertThat(commits().known()).isFalse();
        assertThat(applied("a")).isEqualTo("none");
        assertThat(needed()).isEmpty();

        apply("c2").targeting("a").change("a", ChangeResult.APPLIED).ends();
        assertThat(applied("a")).isEqualTo("c2");
        assertThat(applied("b")).isEqualTo("none");
    }

    @Test
    void aWholeApplyIsTheBaselineOfEverythingAlsoOfWhatItFoundDone() {
        apply("c1").change("a", ChangeResult.APPLIED).ends();

        assertThat(commits().known()).isTrue();
        assertThat(applied("a")).isEqualTo("c1");
        assertThat(applied("b")).isEqualTo("c1");
        assertThat(commits().applied(topic("b")).orElseThrow().at()).isEqualTo(Samples.START.plusSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChangeResult.class,
            names = {"APPLIED", "ACCEPTED", "ALREADY"})
    void aGoodEndMovesTheBaseline(ChangeResult result) {
        apply("c1").ends();
        apply("c2").change("a", result).ends();

        assertThat(applied("a")).isEqualTo("c2");
        assertThat(attempted("a")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ChangeResult.class,
            names = {"FAILED", "STALE", "NOT_RUN", "INDETERMINATE"})
    void aBadEndLeavesTheBaselineAndIsRememberedAsTried(ChangeResult result) {
        apply("c1").ends();
        apply("c2").change("a", result).change("b", ChangeResult.APPLIED).ends();

        assertThat(applied("a")).isEqualTo("c1");
        assertThat(attempted("a")).containsExactly("c2");
        assertThat(applied("b")).isEqualTo("c2");
        assertThat(attempted("b")).isEmpty();
        assertThat(needed()).containsExactly("c1", "c2");
    }

    @Test
    void aChangeThatTheOutcomeDoesNotMentionDidNotEndWell() {
        apply("c1").ends();
        apply("c2").unreported("a").ends();

        assertThat(applied("a")).isEqualTo("c1");
        assertThat(attempted("a")).containsExactly("c2");
    }

    @Test
    void onAFirstApplyWhatFailedHasNoBaselineButWasTried() {
        apply("c1").change("a", ChangeResult.FAILED).ends();

        assertThat(commits().known()).isTrue();
        assertThat(applied("a")).isEqualTo("none");
        assertThat(attempted("a")).containsExactly("c1");
    }

    @Test
    void attemptsAddUpUntilOneEndsWell() {
        apply("c1").ends();
        apply("c2").change("a", ChangeResult.FAILED).ends();
        apply("c3").change("a", ChangeResult.INDETERMINATE).ends();
        apply("c4").ends();
        assertThat(applied("a")).as("no difference any more: settled").isEqualTo("c4");
        assertThat(attempted("a")).isEmpty();

        entries.remove(3);
        assertThat(applied("a")).isEqualTo("c1");
        assertThat(attempted("a")).containsExactly("c2", "c3");
    }

    @Test
    void theSameFilesTriedAgainCountOnceFromTheFirstTime() {
        apply("c1").ends();
        apply("c2").change("a", ChangeResult.FAILED).ends();
        apply("c2").change("a", ChangeResult.FAILED).ends();

        assertThat(commits().attempted(topic("a")))
                .singleElement()
                .satisfies(state -> assertThat(state.at()).isEqualTo(Samples.START.plusSeconds(2)));
    }

    @Test
    void anOpenIntentMovesNoBaselineAndEveryOfItsChangesWasTried() {
        apply("c1").ends();
        apply("c2").change("a", ChangeResult.APPLIED).staysOpen();

        assertThat(applied("a")).isEqualTo("c1");
        assertThat(attempted("a")).containsExactly("c2");
        assertThat(applied("b")).isEqualTo("c1");
        assertThat(attempted("b")).isEmpty();
    }

    @Test
    void anOpenFirstIntentMakesNothingKnown() {
        apply("c1").change("a", ChangeResult.APPLIED).staysOpen();

        assertThat(commits().known()).isFalse();
        assertThat(attempted("a")).containsExactly("c1");
    }

    @Test
    void aTargetedApplyMovesOnlyItsTargets() {
        apply("c1").ends();
        apply("c2").targeting("a", "b").change("a", ChangeResult.APPLIED).ends();

        assertThat(applied("a")).isEqualTo("c2");
        assertThat(applied("b")).as("a target without a difference").isEqualTo("c2");
        assertThat(applied("c")).isEqualTo("c1");
    }

    @Test
    void aTargetedFirstApplyIsABaselineForItsTargetsOnly() {
        apply("c1").targeting("a").change("a", ChangeResult.APPLIED).ends();

        assertThat(commits().known()).isTrue();
        assertThat(applied("a")).isEqualTo("c1");
        assertThat(applied("b")).isEqualTo("none");
    }

    @Test
    void aTargetedApplyThatFailsIsTried() {
        apply("c1").ends();
        apply("c2").targeting("a", "b").change("a", ChangeResult.FAILED).ends();

        assertThat(applied("a")).isEqualTo("c1");
        assertThat(attempted("a")).containsExactly("c2");
        assertThat(applied("b")).isEqualTo("c2");
    }

    @Test
    void aWholeApplyEndsWhatTargetedOnesBegan() {
        apply("c1").ends();
        apply("c2").targeting("a").change("a", ChangeResult.APPLIED).ends();
        apply("c3").targeting("b").change("b", ChangeResult.FAILED).ends();
        apply("c4").ends();

        assertThat(applied("a")).isEqualTo("c4");
        assertThat(attempted("b")).isEmpty();
        assertThat(needed()).containsExactly("c4");
    }

    @Test
    void whatIsLeftOutKeepsItsBaselineAndWasNotTried() {
        apply("c1").ends();
        apply("c2").leavingOut("a").ends();
        apply("c3").leavingOut("a").ends();

        assertThat(applied("a")).isEqualTo("c1");
        assertThat(attempted("a")).isEmpty();
        assertThat(applied("b")).isEqualTo("c3");
    }

    @Test
    void whatIsLeftOutOfAFirstApplyHasNoBaseline() {
        apply("c1").leavingOut("a").ends();

        assertThat(applied("a")).isEqualTo("none");
        assertThat(applied("b")).isEqualTo("c1");
    }

    @Test
    void aResourceOfWhichOnePartWasAppliedAndOneLeftOutKeepsItsBaselineAndWasTried() {
        apply("c1").ends();
        apply("c2").change("a", ChangeResult.APPLIED).leavingOut("a").ends();

        assertThat(applied("a"))
                .as("what the left out part withdraws is still known")
                .isEqualTo("c1");
        assertThat(attempted("a")).as("what the applied part set is known too").containsExactly("c2");
    }

    @Test
    void aRevocationStaysPendingWhateverIsAppliedInBetween() {
        apply("c1 declares a").ends();
        apply("c2 withdraws a").change("a", ChangeResult.FAILED).ends();
        apply("c3").targeting("b").change("b", ChangeResult.APPLIED).ends();
        apply("c4")
                .change("a", ChangeResult.NOT_RUN)
                .change("b", ChangeResult.APPLIED)
                .ends();
        apply("c5").leavingOut("a").ends();
        apply("c6").change("a", ChangeResult.APPLIED).staysOpen();

        assertThat(applied("a")).isEqualTo("c1 declares a");

        apply("c7").targeting("a").change("a", ChangeResult.APPLIED).ends();
        assertThat(applied("a")).isEqualTo("c7");
        assertThat(attempted("a")).isEmpty();
    }

    @Test
    void whatWasAppliedToAnotherClusterIsNoBaseline() {
        apply("c1").on("the cluster before").ends();
        assertThat(commits().known()).isFalse();

        apply("c2").ends();
        apply("c3").on("the cluster before").change("a", ChangeResult.FAILED).ends();
        assertThat(applied("a")).isEqualTo("c2");
        assertThat(attempted("a")).isEmpty();
    }

    @Test
    void readsNoEntryThatDoesNotMatter() {
        for (int i = 0; i < 1000; i++) {
            apply("c" + i).change("a", ChangeResult.APPLIED).ends();
        }
        apply("t").targeting("b").change("b", ChangeResult.FAILED).ends();
        apply("d1").leavingOut("c").ends();
        apply("d2").leavingOut("c").change("a", ChangeResult.FAILED).ends();
        var taken = new ArrayList<Integer>();
        var counting = new AbstractList<LedgerEntry>() {
            @Override
            public LedgerEntry get(int index) {
                taken.add(index);
                return entries.get(index);
            }

            @Override
            public int size() {
                return entries.size();
            }
        };

        var commits = BaselineCommits.of(counting, CLUSTER);

        assertThat(commits.applied(topic("c")).orElseThrow().state().commit()).isEqualTo("c999");
        assertThat(commits.applied(topic("a")).orElseThrow().state().commit()).isEqualTo("d1");
        assertThat(taken).containsExactly(1002, 1001, 1000, 999);
    }
}
