package io.castellan.ledger;

import static io.castellan.ledger.Samples.topic;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A record of one cluster, told entry by entry. */
abstract class EntriesInTheMaking {
    static final String CLUSTER = "cluster";

    final List<LedgerEntry> entries = new ArrayList<>();

    /** One entry in the making. */
    final class Entry {
        private final String commit;
        private String cluster = CLUSTER;
        final List<ResourceId> targets = new ArrayList<>();
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

        void adopts() {
            var begun = intent(entries.size() + 1);
            entries.add(new LedgerEntry(
                    new Intent(
                            begun.sequence(),
                            begun.target(),
                            begun.state(),
                            List.of(),
                            List.of(),
                            List.of(),
                            begun.executor(),
                            begun.warrant(),
                            begun.tool(),
                            begun.at(),
                            Intent.Purpose.ADOPTION),
                    Optional.of(new Outcome(begun.sequence(), Result.ADOPTED, List.of(), ExitCode.OK, Samples.START))));
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

    Entry apply(String commit) {
        return new Entry(commit);
    }

    BaselineCommits commits() {
        return BaselineCommits.of(entries, CLUSTER);
    }
}
