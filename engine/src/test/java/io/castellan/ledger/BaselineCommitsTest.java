package io.castellan.ledger;

import static io.castellan.ledger.Samples.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Intent.IntendedChange;
import io.castellan.model.Intent.LeftOut;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Outcome.Result;
import io.castellan.model.ResourceId;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Warrant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineCommitsTest {
    private static final String CLUSTER = "cluster";
    private static final long SEED = 20_261_122;

    private final List<LedgerEntry> entries = new ArrayList<>();

    /** One entry in the making. */
    private final class Entry {
        private final String commit;
        private String cluster = CLUSTER;
        private final List<ResourceId> targets = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final Map<ResourceId, Optional<ChangeResult>> changes = new TreeMap<>();

        Entry(String commit) {
            this.commit = commit;
        }

        Entry on(String other) {
            cluster = other;
            return this;
        }

        Entry targeting(String... names) {
            Stream.of(names).map(Samples::topic).forEach(targets::add);
            return this;
        }

        Entry leavingOut(String name) {
            leftOut.add(new LeftOut(topic(name), "deferred"));
            return this;
        }

        Entry change(String name, ChangeResult result) {
            changes.put(topic(name), Optional.of(result));
            return this;
        }

        Entry unreported(String name) {
            changes.put(topic(name), Optional.empty());
            return this;
        }

        void ends() {
            var sequence = entries.size() + 1;
            entries.add(new LedgerEntry(
                    intent(sequence),
                    Optional.of(new Outcome(
                            sequence,
                            Result.PARTIAL,
                            changes.entrySet().stream()
                                    .flatMap(change -> change.getValue().stream()
                                            .map(result -> new ChangeOutcome(
                                                    digest(change.getKey()),
                                                    change.getKey(),
                                                    result,
                                                    "",
                                                    Samples.START)))
                                    .toList(),
                            ExitCode.PARTIAL,
                            Samples.START))));
        }

        void staysOpen() {
            entries.add(new LedgerEntry(intent(entries.size() + 1), Optional.empty()));
        }

        private Digest digest(ResourceId id) {
            return Digest.of(Value.text(commit + id));
        }

        private Intent intent(long sequence) {
            return new Intent(
                    sequence,
                    new Target("prod", cluster),
                    new StateCommit(commit, "tree of " + commit, false),
                    changes.keySet().stream()
                            .map(id -> new IntendedChange(id, digest(id)))
                            .toList(),
                    leftOut,
                    targets,
                    new Executor("deployer", "local"),
                    Warrant.none(),
                    "castellan",
                    Samples.START.plusSeconds(sequence));
        }
    }

    private Entry apply(String commit) {
        return new Entry(commit);
    }

    private BaselineCommits commits() {
        return BaselineCommits.of(entries, CLUSTER);
    }

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

    /** Each resource by itself, told in the plainest way. */
    private record Plain(Optional<Long> applied, List<Long> attempted) {
        static Plain of(List<LedgerEntry> entries, ResourceId id) {
            Optional<Long> applied = Optional.empty();
            var attempted = new ArrayList<Long>();
            var trees = new ArrayList<String>();
            for (var entry : entries) {
                var intent = entry.intent();
                boolean ours = intent.target().clusterId().equals(CLUSTER);
                boolean covered = intent.targets().isEmpty() || intent.targets().contains(id);
                boolean changed =
                        intent.changes().stream().anyMatch(change -> change.id().equals(id));
                boolean left =
                        intent.leftOut().stream().anyMatch(one -> one.id().equals(id));
                boolean good = entry.outcome().stream()
                        .flatMap(outcome -> outcome.changes().stream())
                        .anyMatch(change ->
                                change.id().equals(id) && change.result().good());
                boolean settled = !entry.isOpen() && covered && !left && (good || !changed);
                if (ours && settled) {
                    applied = Optional.of(intent.sequence());
                    attempted.clear();
                    trees.clear();
                } else if (ours && changed && !trees.contains(intent.state().tree())) {
                    attempted.add(intent.sequence());
                    trees.add(intent.state().tree());
                }
            }
            return new Plain(applied, attempted);
        }
    }

    @Test
    void isForEachResourceWhatThePlainestTellingSays() {
        for (long seed = SEED; seed < SEED + 3000; seed++) {
            entries.clear();
            randomEntries(new Random(seed));
            var commits = commits();
            for (var name : List.of("a", "b", "c", "never mentioned")) {
                var plain = Plain.of(entries, topic(name));
                assertThat(commits.applied(topic(name)).map(AppliedState::sequence))
                        .as("applied of %s, seed %d", name, seed)
                        .isEqualTo(plain.applied());
                assertThat(commits.attempted(topic(name)).stream().map(AppliedState::sequence))
                        .as("attempted of %s, seed %d", name, seed)
                        .isEqualTo(plain.attempted());
                assertThat(commits.needed()).containsAll(commits.attempted(topic(name)));
            }
        }
    }

    private void randomEntries(Random random) {
        int count = random.nextInt(10);
        for (int i = 0; i < count; i++) {
            var entry = apply("c" + random.nextInt(5)).on(random.nextInt(8) == 0 ? "other" : CLUSTER);
            boolean whole = random.nextBoolean();
            for (var name : List.of("a", "b", "c")) {
                boolean covered = whole || random.nextBoolean();
                if (covered && !whole) {
                    entry.targeting(name);
                }
                if (covered && random.nextBoolean()) {
                    entry.change(name, ChangeResult.values()[random.nextInt(ChangeResult.values().length)]);
                }
                if (covered && random.nextInt(8) == 0) {
                    entry.unreported(name);
                }
                if (random.nextInt(5) == 0) {
                    entry.leavingOut(name);
                }
            }
            if (!whole && entry.targets.isEmpty()) {
                entry.targeting("d");
            }
            if (random.nextInt(6) == 0) {
                entry.staysOpen();
            } else {
                entry.ends();
            }
        }
    }
}
