package io.castellan.promote;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problems;
import io.castellan.model.Origin;
import io.castellan.model.SourceFiles;
import io.castellan.resource.Declarations;
import io.castellan.resource.KnowsPlaces;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No kind takes another place in the files for another meaning, or another meaning for the same. */
class SameMeaningTest {
    private static final String ENVIRONMENT = """
            apiVersion: castellan/v1
            environment: prod
            cluster: {sandbox: {brokers: 1}}
            defaults: {topics: {replicationFactor: 1, config: {segment.ms: 1d}}}
            overrides: {topics: {orders: {config: {retention.bytes: 5GiB}, reason: incident}}}
            nodes: {1: {rack: a, config: {num.io.threads: %d}}}
            """;
    private static final String STATE = """
            topics:
              orders: {partitions: %1$d, config: {retention.ms: %1$dd}}
              gone: {absent: true, reason: old%1$d, evenIfActive: %2$s}
            acls: {User:a: [{allow: [Read], topic: orders}]}
            grants: {User:b: {consume: {topics: [{name: orders}], groups: [{name: g}]}}}
            quotas: [{user: a, producer_byte_rate: %1$dMiB}]
            users: {a: {mechanisms: [{type: SCRAM-SHA-256}], password: '${env:A}', rotation: %1$d}}
            brokers: {config: {num.replica.fetchers: %1$d}}
            features: {transaction.version: %1$d}
            groupConfigs: {g: {consumer.session.timeout.ms: 4%1$ds}}
            clientMetrics: {m: {interval.ms: %1$d000, metrics: [org.apache.kafka], match: [client_id=a]}}
            """;

    private static Declarations read(String shift, int number) {
        var problems = new Problems();
        var files = new SourceFiles(
                Map.of(
                        "environments/prod/environment.yaml",
                        (shift + ENVIRONMENT.formatted(number)).getBytes(StandardCharsets.UTF_8),
                        "environments/prod/state.yaml",
                        (shift + STATE.formatted(number, number > 1)).getBytes(StandardCharsets.UTF_8)),
                Origin.folder());
        var state = TwoEnvironments.loader().load("environments/prod", files, TwoEnvironments.NOW, problems);
        assertThat(problems.sorted()).noneMatch(problem -> problem.isError());
        return state.orElseThrow().declarations();
    }

    @Test
    void wherePeopleWriteItIsNoMeaning() {
        var one = read("", 1).all();
        var other = read("# moved\n\n\n", 1).all();

        var kinds = new TreeSet<String>();
        one.forEach((id, declared) -> {
            kinds.add(id.kind());
            assertThat(KnowsPlaces.sameMeaning(declared, other.get(id)))
                    .as(id.toString())
                    .isTrue();
        });
        assertThat(kinds)
                .as("every kind that can be declared")
                .isEqualTo(new TreeSet<>(TwoEnvironments.REGISTRY.kinds().stream()
                        .map(kind -> kind.key().name())
                        .toList()));
    }

    @Test
    void whatPeopleWriteIs() {
        var one = read("", 1).all();
        var other = read("", 2).all();

        one.forEach((id, declared) -> {
            if (!id.kind().equals("acl")) {
                assertThat(KnowsPlaces.sameMeaning(declared, other.get(id)))
                        .as(id.toString())
                        .isFalse();
            }
        });
    }
}
