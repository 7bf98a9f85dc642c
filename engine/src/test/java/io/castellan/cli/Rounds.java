package io.castellan.cli;

import io.castellan.testing.TestCluster;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * States of one environment, each of which differs from the one before in every way that an apply can bring about: topics to
 * create, to set and to grow, quotas and users to add, to change and to take away.
 */
final class Rounds {
    private static final int GROUPS = 5;

    private final Desk desk;
    private final String prefix;
    private final int each;
    private int round;

    /** @param changes how many changes there are from one state to the next, about */
    Rounds(Desk desk, TestCluster cluster, int changes) {
        this.desk = desk;
        this.prefix = cluster.prefix();
        this.each = changes / GROUPS;
        desk.variables.put("SOME_PASSWORD", "k4Lm9Qz7Xc2Vb8Nn1Wt6Yr3P");
        desk.on(cluster, """
                defaults: {topics: {replicationFactor: 1}}
                protection: {maxDeletes: 1000, maxDeleteShare: 100%}
                """);
    }

    /** Declares and commits the next state. */
    void next() {
        round++;
        desk.write("state.yaml", state()).commit("round " + round);
    }

    List<String> topics() {
        return IntStream.rangeClosed(0, round)
                .boxed()
                .flatMap(r -> IntStream.range(0, each).mapToObj(i -> prefix + (r == 0 ? "kept-" : "of-" + r + "-") + i))
                .toList();
    }

    private String state() {
        return "topics:\n"
                + lines("  " + prefix + "kept-%1$d: {partitions: " + round + ", config: {retention.ms: " + (round + 1)
                        + "d}}\n")
                + lines("  " + prefix + "of-" + round + "-%1$d: {partitions: 1, config: {cleanup.policy: compact}}\n")
                + "quotas:\n"
                + lines("  - {user: " + prefix + "kept-%1$d, producer_byte_rate: " + round + "MiB}\n")
                + lines("  - {user: " + prefix + "of-" + round + "-%1$d, request_percentage: 50}\n")
                + "users:\n"
                + lines("  " + prefix + "user-%1$d: {mechanisms: [{type: SCRAM-SHA-256, iterations: " + (4096 + round)
                        + "}], password: \"${env:SOME_PASSWORD}\", rotation: " + round + "}\n")
                + "  " + prefix + "of-" + round
                + ": {mechanisms: [{type: SCRAM-SHA-256, iterations: 4096}], password: \"${env:SOME_PASSWORD}\"}\n";
    }

    private String lines(String line) {
        return IntStream.range(0, each).mapToObj(line::formatted).collect(Collectors.joining());
    }
}
