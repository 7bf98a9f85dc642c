package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportIT {
    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();

    @Test
    void whatIsImportedHasAnEmptyFirstPlanWhateverTheDefaults() throws Exception {
        cluster.admin()
                .createTopics(List.of(
                        new NewTopic(prefix + "plain", 1, (short) 1),
                        new NewTopic(prefix + "tuned", 3, (short) 1)
                                .configs(Map.of(
                                        "retention.ms", "604800000",
                                        "cleanup.policy", "compact,delete",
                                        "segment.bytes", "123456789",
                                        "min.cleanable.dirty.ratio", "0.25",
                                        "retention.bytes", "-1"))))
                .all()
                .get();
        cluster.admin()
                .alterClientQuotas(List.of(new ClientQuotaAlteration(
                        new ClientQuotaEntity(Map.of("user", prefix + "CN=a, O=\"b\"", "client-id", "<x>")),
                        List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1048576.0)))))
                .all()
                .get();
        var desk = new Desk(folder)
                .on(
                        cluster,
                        "defaults: {topics: {replicationFactor: 1, config: {retention.ms: 1d, min.insync.replicas: 1}}}");

        var said = desk.run("import", "dev", "--out", "environments/dev/imported.yaml");

        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.OK);
        var plan = desk.commit("import").run("plan", "dev", "--detailed-exitcode");
        assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(ExitCode.OK);
        var text = desk.read("imported.yaml");
        assertThat(text)
                .contains("retention.ms: 7d")
                .contains("segment.bytes: 123456789")
                .contains("retention.bytes: -1")
                .as("the levels that are on, but not what follows the version")
                .containsPattern("features:(\\n  [a-z.]+: [0-9])*\\n  group.version: 1\n")
                .doesNotContain("metadata.version");
        assertThat(desk.run("import", "dev", "--out", "environments/dev/imported.yaml")
                        .exitCode())
                .as("nothing is overwritten")
                .isEqualTo(ExitCode.INPUT);
    }
}
