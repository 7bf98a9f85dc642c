package io.castellan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.model.Observed;
import io.castellan.testing.SandboxCluster;
import io.castellan.testing.ThreeBrokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One dead broker hides what only it could tell, and stops nothing else. */
@Tag("qualify")
@Timeout(180)
class DeadBrokerIT {
    private static final int DEAD = 3;

    private final SandboxCluster cluster = ThreeBrokers.get();
    private final String topic = cluster.prefix() + "t";
    private final KafkaAccess access = new KafkaAccess(new ClientProperties(cluster.adminProperties()));

    @AfterEach
    void putBack() {
        access.close();
        cluster.sandbox().startNode(DEAD);
    }

    @Test
    void hidesOnlyWhatItAloneCouldTell() throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic(topic, 3, (short) 3)))
                .all()
                .get();
        await().until(() ->
                access.reads().topics(List.of(topic)).get(topic).found().isPresent());
        cluster.sandbox().killNode(DEAD);
        var reads = access.reads();
        long start = System.nanoTime();

        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var cut = new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
        var written =
                access.writes(CallBudget.each(Duration.ofSeconds(20))).alterConfigs(Map.of(resource, List.of(cut)));
        var configs = reads.brokerConfigs(List.of(1, 2, DEAD), Config::entries);
        var folders = reads.logDirs(List.of(1, 2, DEAD), Map::size);

        assertThat(written.get(resource)).isEqualTo(new WriteResult.Done());
        assertThat(reads.topics(List.of(topic)).get(topic)).isInstanceOf(Observed.Present.class);
        assertThat(reads.groups().of(Set.of(topic)).byTopic()).isEmpty();
        assertThat(List.of(configs.get(1), configs.get(2), folders.get(1), folders.get(2)))
                .allMatch(seen -> seen.found().isPresent());
        assertThat(configs.get(DEAD)).isInstanceOf(Observed.Unreadable.class);
        assertThat(folders.get(DEAD)).isInstanceOf(Observed.Unreadable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }
}
