package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Origin;
import io.castellan.model.ResourceId;
import io.castellan.model.SourceFiles;
import io.castellan.promote.Evidence.Proved;
import io.castellan.state.State;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether environment.yaml smuggles a value past the proof of a declaration. */
class TargetFilesTest {
    private static final ResourceId ORDERS = new ResourceId("topic", "orders");
    private static final String PROVED =
            environment("variables: {large: 3}\ndefaults: {topics: {replicationFactor: 1}}");
    private static final String UNIT =
            "topics: {orders: {partitions: ${large}, config: {retention.ms: 8d}}}".replace("${large}", "'${large}'");

    private static String environment(String more) {
        return "apiVersion: castellan/v1\nenvironment: prod\ncluster: {sandbox: {brokers: 1}}\n" + more + "\n";
    }

    private static SourceFiles files(String environment, String state) {
        return new SourceFiles(
                Map.of(
                        "environments/prod/environment.yaml", environment.getBytes(StandardCharsets.UTF_8),
                        "environments/prod/state.yaml", state.getBytes(StandardCharsets.UTF_8)),
                Origin.folder());
    }

    private static State state(SourceFiles files) {
        var problems = new Problems();
        var state = TwoEnvironments.loader().load("environments/prod", files, TwoEnvironments.NOW, problems);
        assertThat(problems.sorted()).noneMatch(problem -> problem.isError());
        return state.orElseThrow();
    }

    /** @param before what was applied to the target last; empty for nothing */
    private static boolean isOwn(Optional<SourceFiles> before, SourceFiles now) {
        var there = state(files(PROVED, UNIT)).declarations().all().get(ORDERS);
        var target = new WrittenRecord("prod");
        before.ifPresent(files -> target.applied("orders"));
        return new TargetFiles(
                        TwoEnvironments.REGISTRY,
                        TwoEnvironments.loader(),
                        "environments/prod",
                        state(now),
                        now,
                        state -> before.orElseThrow())
                .isOwn(ORDERS, new Proved("dev", 1, TwoEnvironments.NOW, Optional.of(there)), target.read());
    }

    @Test
    void whereItStandsDoesNotMatter() {
        var moved = "# one\n# two\n" + UNIT;
        var shifted =
                environment("# a remark\nvariables: {large: 3}\n# more\ndefaults: {topics: {replicationFactor: 1}}");

        assertThat(isOwn(Optional.empty(), files(shifted, moved))).isFalse();
    }

    private static final String OLD = "topics: {orders: {partitions: '${large}', config: {retention.ms: 7d}}}";

    @Test
    void theSameEffectAsWasProvedIsNot() {
        var now = files(PROVED, UNIT);

        assertThat(isOwn(Optional.empty(), now)).isFalse();
        assertThat(isOwn(Optional.of(files(PROVED, OLD)), now)).isFalse();
    }

    @Test
    void valuesThatTheEnvironmentHadAllAlongAreNot() {
        var prod = environment("variables: {large: 24}\ndefaults: {topics: {replicationFactor: 1}}");

        assertThat(isOwn(Optional.of(files(prod, OLD)), files(prod, UNIT))).isFalse();
    }

    @Test
    void aVariableThatChangesAlongWithTheDeclarationIs() {
        var before = environment("variables: {large: 24}\ndefaults: {topics: {replicationFactor: 1}}");
        var after = environment("variables: {large: 1000}\ndefaults: {topics: {replicationFactor: 1}}");

        assertThat(isOwn(Optional.of(files(before, OLD)), files(after, UNIT))).isTrue();
    }

    @Test
    void aVariableThatLayInWaitWithoutAnyUseIs() {
        var prod = environment("variables: {large: 1000}\ndefaults: {topics: {replicationFactor: 1}}");
        var unused = "topics: {orders: {partitions: 24, config: {retention.ms: 7d}}}";

        assertThat(isOwn(Optional.of(files(prod, unused)), files(prod, UNIT))).isTrue();
    }

    @Test
    void aDefaultThatChangesAlongWithTheDeclarationIs() {
        var after = environment(
                "variables: {large: 3}\ndefaults: {topics: {replicationFactor: 1, config: {segment.ms: 1h}}}");

        assertThat(isOwn(Optional.of(files(PROVED, OLD)), files(after, UNIT))).isTrue();
    }

    @Test
    void whereNothingWasAppliedYetEveryValueThatWasNotProvedIs() {
        var prod = environment("variables: {large: 24}\ndefaults: {topics: {replicationFactor: 1}}");

        assertThat(isOwn(Optional.empty(), files(prod, UNIT))).isTrue();
    }
}
