package io.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Place;
import io.castellan.model.Baseline;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
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
import io.castellan.model.Provenance;
import io.castellan.model.Target;
import io.castellan.model.Value;
import io.castellan.model.Warrant;
import io.castellan.resource.Declarations;
import io.castellan.resource.KindKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * R0 told as a story, over and over: a model cluster whose resources have fields, commits that declare some, people who set others by
 * hand, applies that are whole, targeted, cut short, deferred in part or killed. At every moment the baselines must know each field
 * that an apply set, until an apply took it away, and must not know a field that no commit ever declared.
 */
class BaselineStoryTest {
    private static final long SEED = 20_261_122;
    private static final List<String> FIELDS = List.of("w", "x", "y", "z");
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final KindKey<Fields, Fields> KIND = new KindKey<>("lamp", "lamps", Fields.class, Fields.class);

    record Fields(TreeSet<String> names) {}

    @Test
    void nothingThatAnApplySetIsForgottenAndNothingElseIsClaimed() {
        for (long seed = SEED; seed < SEED + 500; seed++) {
            new Story(seed).tell();
        }
    }

    private static final class Story {
        private final long seed;
        private final Random random;
        private final List<LedgerEntry> entries = new ArrayList<>();
        private final List<Map<String, TreeSet<String>>> commits = new ArrayList<>();
        private final Map<String, TreeSet<String>> live = new TreeMap<>();
        private final Map<String, TreeSet<String>> ours = new TreeMap<>();
        private final Map<String, TreeSet<String>> declaredOnce = new TreeMap<>();

        Story(long seed) {
            this.seed = seed;
            random = new Random(seed);
            NAMES.forEach(name -> {
                live.put(name, new TreeSet<>());
                ours.put(name, new TreeSet<>());
                declaredOnce.put(name, new TreeSet<>());
            });
        }

        void tell() {
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(3) == 0) {
                    live.get(any(NAMES)).add(any(FIELDS));
                }
                apply(random.nextInt(4) == 0 && !commits.isEmpty() ? random.nextInt(commits.size()) : commit());
                check();
            }
        }

        private void check() {
            NAMES.forEach(name -> {
                assertThat(managed(name)).as("%s, seed %d", name, seed).containsAll(ours.get(name));
                assertThat(declaredOnce.get(name)).as("%s, seed %d", name, seed).containsAll(managed(name));
            });
        }

        private int commit() {
            var declared = new TreeMap<String, TreeSet<String>>();
            for (var name : NAMES) {
                if (random.nextInt(4) > 0) {
                    var fields = new TreeSet<String>();
                    FIELDS.stream().filter(field -> random.nextBoolean()).forEach(fields::add);
                    declared.put(name, fields);
                    declaredOnce.get(name).addAll(fields);
                }
            }
            commits.add(declared);
            return commits.size() - 1;
        }

        private TreeSet<String> managed(String name) {
            var baselines = new BaselineLoader(state -> declarations(
                            commits.get(Integer.parseInt(state.state().commit()))))
                    .load(BaselineCommits.of(entries, "cluster"));
            var fields = new TreeSet<String>();
            baselines
                    .of(KIND)
                    .getOrDefault(KIND.id(name), Baseline.none())
                    .all()
                    .forEach(declared -> fields.addAll(declared.spec().names()));
            return fields;
        }

        private static Declarations declarations(Map<String, TreeSet<String>> commit) {
            var at = Provenance.at(new Place("toys.yaml", 1, 1), Cause.DECLARATION);
            return Declarations.of(commit.entrySet().stream()
                    .map(one -> new Declared<>(
                            KIND.id(one.getKey()), new Fields(one.getValue()), at, Digest.of(Value.text(""))))
                    .toList());
        }

        private void apply(int commit) {
            boolean whole = random.nextInt(3) > 0;
            var targets = NAMES.stream()
                    .filter(name -> !whole && random.nextBoolean())
                    .toList();
            if (!whole && targets.isEmpty()) {
                return;
            }
            var changes = new ArrayList<IntendedChange>();
            var leftOut = new ArrayList<LeftOut>();
            var results = new ArrayList<ChangeOutcome>();
            for (var name : NAMES) {
                if (whole || targets.contains(name)) {
                    execute(name, commit, changes, leftOut, results);
                }
            }
            long sequence = entries.size() + 1L;
            var outcome = new Outcome(sequence, Result.PARTIAL, results, ExitCode.PARTIAL, Samples.START);
            entries.add(new LedgerEntry(
                    new Intent(
                            sequence,
                            new Target("prod", "cluster"),
                            new StateCommit("" + commit, "tree of " + commit, false),
                            changes,
                            leftOut,
                            targets.stream().map(KIND::id).toList(),
                            new Executor("deployer", "local"),
                            Warrant.none(),
                            "castellan",
                            Samples.START),
                    random.nextInt(5) == 0 ? Optional.empty() : Optional.of(outcome)));
        }

        /** Plans one resource, does some or all of it, and says so. */
        private void execute(
                String name,
                int commit,
                List<IntendedChange> changes,
                List<LeftOut> leftOut,
                List<ChangeOutcome> results) {
            var desired = commits.get(commit).getOrDefault(name, new TreeSet<>());
            var work = new TreeSet<String>();
            desired.stream().filter(field -> !live.get(name).contains(field)).forEach(work::add);
            managed(name).stream()
                    .filter(field -> live.get(name).contains(field) && !desired.contains(field))
                    .forEach(work::add);
            var done = new TreeSet<>(work);
            var id = KIND.id(name);
            if (!work.isEmpty() && random.nextInt(3) == 0) {
                leftOut.add(new LeftOut(id, "deferred"));
                done.removeIf(field -> random.nextBoolean());
                if (done.isEmpty()) {
                    return;
                }
            }
            if (work.isEmpty()) {
                return;
            }
            boolean good = random.nextBoolean();
            if (!good) {
                done.removeIf(field -> random.nextBoolean());
            }
            done.forEach(field -> turn(name, field, desired.contains(field)));
            var digest = Digest.of(Value.text(name + commit));
            changes.add(new IntendedChange(id, digest));
            if (good || random.nextInt(4) > 0) {
                var bad = List.of(
                        ChangeResult.FAILED, ChangeResult.NOT_RUN, ChangeResult.INDETERMINATE, ChangeResult.STALE);
                results.add(new ChangeOutcome(digest, id, good ? ChangeResult.APPLIED : any(bad), "", Samples.START));
            }
        }

        private void turn(String name, String field, boolean on) {
            for (var fields : List.of(live, ours)) {
                if (on) {
                    fields.get(name).add(field);
                } else {
                    fields.get(name).remove(field);
                }
            }
        }

        private <T> T any(List<T> items) {
            return items.get(random.nextInt(items.size()));
        }
    }
}
