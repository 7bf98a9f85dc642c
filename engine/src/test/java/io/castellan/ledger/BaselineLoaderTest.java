package io.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Place;
import io.castellan.model.Cause;
import io.castellan.model.Declared;
import io.castellan.model.Digest;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Outcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Provenance;
import io.castellan.model.Value;
import io.castellan.resource.Declarations;
import io.castellan.resource.KindKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaselineLoaderTest {
    private static final KindKey<String, String> TOPIC = new KindKey<>("topic", "topics", String.class, String.class);

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<String, Declarations> commits = new TreeMap<>();
    private final List<String> read = new ArrayList<>();

    private void commit(String id, Map<String, String> topics) {
        var at = Provenance.at(new Place("topics.yaml", 1, 1), Cause.DECLARATION);
        commits.put(
                id,
                Declarations.of(topics.entrySet().stream()
                        .map(topic -> new Declared<>(
                                TOPIC.id(topic.getKey()),
                                topic.getValue(),
                                at,
                                Digest.of(Value.text(topic.getValue()))))
                        .toList()));
    }

    private void apply(String commit, ChangeResult result, String... changed) {
        var plan = Samples.plan(Samples.PROD, Optional.empty(), changed);
        var sample = Samples.intent(entries.size() + 1, plan, new StateCommit(commit, "tree of " + commit, false));
        Outcome outcome = Samples.outcome(sample, result);
        entries.add(new LedgerEntry(sample, Optional.of(outcome)));
    }

    private io.castellan.resource.Baselines load() {
        read.clear();
        return new BaselineLoader(applied -> {
                    read.add(applied.state().commit() + " at " + applied.at());
                    return Optional.ofNullable(commits.get(applied.state().commit()))
                            .orElseThrow();
                })
                .load(BaselineCommits.of(entries, Samples.PROD.clusterId()));
    }

    @Test
    void withoutALedgerNothingIsKnownAndNothingRead() {
        assertThat(load().known()).isFalse();
        assertThat(load().of(TOPIC)).isEmpty();
        assertThat(read).isEmpty();
    }

    @Test
    void takesEachResourceFromTheStateThatItWasAppliedWithAndEachAttemptInOrder() {
        commit("c1", Map.of("a", "a1", "b", "b1", "gone", "g1"));
        commit("c2", Map.of("z", "z2", "a", "a2", "b", "b2"));
        commit("c3", Map.of("z", "z3", "a", "a3", "b", "b3"));
        apply("c1", ChangeResult.APPLIED, "a");
        apply("c2", ChangeResult.FAILED, "z", "a");
        apply("c3", ChangeResult.INDETERMINATE, "a");

        var baselines = load().of(TOPIC);

        assertThat(baselines.keySet()).containsExactly(TOPIC.id("a"), TOPIC.id("b"), TOPIC.id("z"));
        assertThat(baselines.get(TOPIC.id("a")).applied().map(Declared::spec)).contains("a1");
        assertThat(baselines.get(TOPIC.id("a")).attempted())
                .extracting(Declared::spec)
                .containsExactly("a2", "a3");
        assertThat(baselines.get(TOPIC.id("b")).applied().map(Declared::spec)).contains("b3");
        assertThat(baselines.get(TOPIC.id("b")).attempted()).isEmpty();
        assertThat(baselines.get(TOPIC.id("z")).applied().map(Declared::spec)).contains("z3");
        assertThat(read)
                .containsExactly(
                        "c1 at 2026-11-21T10:11:00Z", "c2 at 2026-11-21T10:12:00Z", "c3 at 2026-11-21T10:13:00Z");
    }

    @Test
    void readsOnlyTheLastStateWhereEverythingEndedWell() {
        commit("c2", Map.of("a", "a2"));
        apply("c1", ChangeResult.APPLIED, "a");
        apply("c2", ChangeResult.APPLIED, "a");

        assertThat(load().of(TOPIC).get(TOPIC.id("a")).applied().map(Declared::spec))
                .contains("a2");
        assertThat(read).hasSize(1);
    }
}
