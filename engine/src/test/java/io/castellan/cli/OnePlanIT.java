package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An apply that asks nobody reads the cluster for one plan, not for a second one that nobody looks at: told from what goes over the wire. */
class OnePlanIT {
    private static final Pattern TRAFFIC = Pattern.compile("(?m)^traffic: (\\d+) requests");

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();

    @Test
    void isMadeWithYes() throws Exception {
        var topic = cluster.prefix() + "orders";
        var desk = new Desk(folder).on(cluster, "defaults: {topics: {replicationFactor: 1}}");
        desk.write("state.yaml", "topics: {%s: {partitions: 1}}\n".formatted(topic))
                .commit("first");
        desk.variables.put("CASTELLAN_TRAFFIC", "1");
        desk.watchedBy(question -> Optional.of("yes"));
        requests(desk, "apply", "dev", "--yes");

        // when nothing is to be done, so that only plans and the lock cost anything
        long plan = requests(desk, "plan", "dev");
        long asking = requests(desk, "apply", "dev");
        long unasked = requests(desk, "apply", "dev", "--yes");

        System.out.println("requests: plan " + plan + ", apply " + asking + ", apply --yes " + unasked);
        assertThat(asking - unasked).as("what a plan more costs").isGreaterThan(plan / 2);
        cluster.admin().deleteTopics(List.of(topic)).all().get();
    }

    private static long requests(Desk desk, String... command) {
        var said = desk.run(command);
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        return TRAFFIC.matcher(said.err())
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }
}
