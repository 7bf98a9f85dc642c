package io.castellan.ledger;

import static io.castellan.ledger.Samples.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Baselines of random records, held against the plainest telling. */
class BaselineCommitsPropertyTest extends EntriesInTheMaking {
    private static final long SEED = 20_261_122;

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
