package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.resource.quota.QuotaRoom;
import io.castellan.resource.topic.TopicRoom;
import io.castellan.resource.user.UserRoom;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests are counted: there is no call per resource, whatever it is. */
@Timeout(120)
class RequestsIT {
    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final RoomBench bench =
            new RoomBench(cluster.adminProperties(), TopicRoom.room(), QuotaRoom.room(), UserRoom.room());

    @AfterEach
    void removeTopics() throws Exception {
        cluster.admin()
                .deleteTopics(cluster.admin().listTopics().names().get().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList())
                .all()
                .get();
        bench.close();
    }

    private void declare(int many) {
        bench.environment("defaults: {topics: {replicationFactor: 1}}\n")
                .commit(
                        "topics:\n" + lines(many, "  %s%d: {partitions: 1, config: {retention.ms: 1d}}\n")
                                + "quotas:\n" + lines(many, "  - {user: %s%d, producer_byte_rate: 1MiB}\n")
                                + "users:\n"
                                + lines(
                                        20,
                                        "  %s%d: {mechanisms: [{type: SCRAM-SHA-256, iterations: 4096}], password: \"${env:P}\"}\n"));
    }

    private String lines(int many, String line) {
        return IntStream.range(0, many).mapToObj(i -> line.formatted(prefix, i)).collect(Collectors.joining());
    }

    private long requests(Runnable work) {
        var before = bench.access().traffic();
        work.run();
        return bench.access().traffic().since(before).requests();
    }

    @Test
    void threeHundredOfEachCostAsManyRequestsAsFive() {
        declare(5);
        bench.cluster();
        long firstPlan = requests(bench::plan);
        bench.apply();
        long fewPlanned = requests(bench::plan);

        declare(300);
        long manyToCreate = requests(bench::plan);
        long created = requests(() -> assertThat(bench.apply().outcome().changes())
                .extracting(ChangeOutcome::result)
                .hasSize(590)
                .containsOnly(ChangeResult.APPLIED));
        long manyPlanned = requests(bench::plan);

        System.out.println("requests: plan " + fewPlanned + ", with 600 to create " + manyToCreate
                + ", plan and apply of them " + created + ", plan afterwards " + manyPlanned);
        assertThat(manyToCreate).isLessThanOrEqualTo(Math.max(firstPlan, fewPlanned) + 1);
        assertThat(manyPlanned).isLessThanOrEqualTo(fewPlanned + 1);
        assertThat(created).isLessThanOrEqualTo(60);
    }
}
