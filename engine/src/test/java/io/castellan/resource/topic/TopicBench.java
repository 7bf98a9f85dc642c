package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.apply.ApplyReport;
import io.castellan.model.Change;
import io.castellan.model.Outcome.ChangeOutcome;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Plan;
import io.castellan.testing.RoomBench;
import io.castellan.testing.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;

/** One test's topics on a real cluster: what is declared of them, and what others do to them. Names are without the prefix. */
final class TopicBench implements AutoCloseable {
    final String prefix;
    final Admin admin;
    final RoomBench bench;

    TopicBench(TestCluster cluster) {
        prefix = cluster.prefix();
        admin = cluster.admin();
        bench = new RoomBench(cluster.adminProperties(), TopicRoom.room());
    }

    @Override
    public void close() {
        bench.close();
    }

    long requests(Runnable work) {
        var before = bench.access().traffic();
        work.run();
        return bench.access().traffic().since(before).requests();
    }

    void declare(String... lines) {
        var yaml = new StringBuilder("topics:\n");
        for (var line : lines) {
            yaml.append("  ").append(prefix).append(line).append('\n');
        }
        bench.commit(yaml.toString());
    }

    void create(String name, int partitions, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(
                        new NewTopic(prefix + name, Optional.of(partitions), Optional.of((short) 1)).configs(settings)))
                .all()
                .get();
        Awaitility.await().until(() -> admin.listTopics().names().get().contains(prefix + name));
    }

    void recreate(String name) throws Exception {
        admin.deleteTopics(List.of(prefix + name)).all().get();
        Awaitility.await().until(() -> !admin.listTopics().names().get().contains(prefix + name));
        create(name, 1, Map.of());
    }

    void set(String name, String key, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + name);
        admin.incrementalAlterConfigs(Map.of(
                        resource, List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        Awaitility.await().until(() -> value.equals(overrides(name).get(key)));
    }

    Map<String, String> overrides(String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + name);
        var overrides = new TreeMap<String, String>();
        admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> overrides.put(entry.name(), entry.value()));
        return overrides;
    }

    int partitions(String name) throws Exception {
        return admin.describeTopics(List.of(prefix + name))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    List<Change> ours(Plan plan) {
        return RoomBench.of(plan, prefix);
    }

    Change only(Plan plan) {
        assertThat(ours(plan)).hasSize(1);
        return ours(plan).get(0);
    }

    Change change(Plan plan, String name) {
        return ours(plan).stream()
                .filter(change -> change.id().name().equals(prefix + name))
                .findFirst()
                .orElseThrow();
    }

    static List<ChangeResult> results(ApplyReport report) {
        return report.outcome().changes().stream().map(ChangeOutcome::result).toList();
    }
}
