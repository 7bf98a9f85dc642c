package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job from the command line, on a real broker: plan, apply, and then nothing is left to do (R2). */
class FirstApplyIT {
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    /** Of this test alone, as the prefix is; quotas of addresses have no names. */
    private final String address = "127.9.9." + ADDRESSES.incrementAndGet();

    private Desk desk() {
        var desk = new Desk(folder);
        desk.variables.put("BILLING_PASSWORD", "qX7#mN2$vB9&kL4!pR8@wZ1?");
        return desk.on(cluster, """
                        variables: {many: 3}
                        defaults: {topics: {replicationFactor: 1}}
                        """)
                .write("state.yaml", """
                        topics:
                          %1$sorders:
                            partitions: ${many}
                            config: {retention.ms: 7d, retention.bytes: 1GiB, cleanup.policy: [delete]}
                        quotas:
                          - {user: %1$sbilling, producer_byte_rate: 5MiB, request_percentage: 12.5}
                          - {user: %1$sbilling, clientId: <default>, consumer_byte_rate: 10MiB}
                          - {ip: %2$s, connection_creation_rate: 20}
                        users:
                          %1$sbilling: {mechanisms: [{type: SCRAM-SHA-512, iterations: 8192}], password: "${env:BILLING_PASSWORD}"}
                        """.formatted(prefix, address))
                .commit("first");
    }

    @Test
    void whatIsAppliedIsLiveAndTheNextPlanIsEmpty() throws Exception {
        var desk = desk();

        var planned = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(planned.exitCode()).as(planned.err()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(planned.out()).contains("5 to create");

        var applied = desk.run("apply", "dev", "--yes");
        assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(ExitCode.OK);

        var again = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).contains("No changes");
        var quotas = cluster.admin()
                .describeClientQuotas(ClientQuotaFilter.all())
                .entities()
                .get();
        assertThat(quotas.get(new ClientQuotaEntity(Map.of("user", prefix + "billing"))))
                .containsEntry("producer_byte_rate", 5.0 * 1024 * 1024)
                .containsEntry("request_percentage", 12.5);
        assertThat(desk.git("log", "--format=%s", "castellan/ledger/dev")).contains("dev #1: 5 changed");
    }

    @Test
    void noSecretIsPrintedOrRecorded() {
        var desk = desk();
        var said = desk.run("apply", "dev", "--yes");
        var plan = desk.run("plan", "dev", "--format", "json");

        var secret = desk.variables.get("BILLING_PASSWORD");
        assertThat(said.out() + said.err() + plan.out() + plan.err()).doesNotContain(secret);
        assertThat(desk.git("log", "-p", "--all")).contains("BILLING_PASSWORD").doesNotContain(secret);
    }

    @Test
    void whatSomebodyChangesByHandIsSeenAndRepairedAndWhatIsWithdrawnIsUnset() throws Exception {
        var desk = desk();
        desk.run("apply", "dev", "--yes");
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "orders");
        cluster.admin()
                .incrementalAlterConfigs(Map.of(
                        topic,
                        List.of(
                                new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET),
                                new AlterConfigOp(new ConfigEntry("segment.ms", "3600000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();

        var drifted = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(drifted.exitCode()).isEqualTo(ExitCode.DIFFERENCES);
        assertThat(drifted.out()).contains("retention.ms").contains("segment.ms");
        assertThat(desk.run("apply", "dev", "--yes").exitCode()).isEqualTo(ExitCode.OK);

        desk.write("state.yaml", """
                topics:
                  %1$sorders: {partitions: 3, config: {retention.ms: 7d}}
                quotas:
                  - {user: %1$sbilling, producer_byte_rate: 5MiB, request_percentage: 12.5}
                  - {ip: %2$s, connection_creation_rate: 20}
                users:
                  %1$sbilling: {mechanisms: [{type: SCRAM-SHA-512, iterations: 8192}], password: "${env:BILLING_PASSWORD}"}
                """.formatted(prefix, address)).commit("withdraw");
        var applied = desk.run("apply", "dev", "--yes");
        assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(ExitCode.OK);

        var config = cluster.admin().describeConfigs(List.of(topic)).all().get().get(topic);
        var overrides = config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .map(ConfigEntry::name);
        assertThat(overrides)
                .as("what was ours and is declared no longer is unset, what somebody else set stays")
                .containsExactlyInAnyOrder("retention.ms", "segment.ms");
        assertThat(cluster.admin()
                        .describeClientQuotas(ClientQuotaFilter.all())
                        .entities()
                        .get()
                        .keySet())
                .filteredOn(entity ->
                        prefix.concat("billing").equals(entity.entries().get("user")))
                .hasSize(1);
    }
}
