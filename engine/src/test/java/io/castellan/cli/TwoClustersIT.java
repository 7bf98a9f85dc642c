package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.sandbox.SandboxSpec;
import io.castellan.testing.SandboxCluster;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one real cluster to another, each with a ledger that real applies wrote. */
class TwoClustersIT {
    private static SandboxCluster preprod;

    @TempDir
    private Path temp;

    private final TestCluster dev = SharedBroker.get();
    private final String prefix = dev.prefix();
    private final String orders = prefix + "orders";
    private final String payments = prefix + "payments";
    private Desk desk;
    private int promotions;

    @BeforeAll
    static void start() {
        preprod = SandboxCluster.start(SandboxSpec.of("two-clusters"));
    }

    @AfterAll
    static void stop() {
        preprod.close();
    }

    @BeforeEach
    void inStep() throws Exception {
        desk = new Desk(temp);
        var rest = "defaults: {topics: {replicationFactor: 1}}\nprotection: {maxDeletes: 50, maxDeleteShare: 100%}\n";
        desk.on(preprod, rest + "promotion: {from: dev}\n");
        desk.variables.put("PREPROD_JAAS", desk.variables.get("DEV_JAAS"));
        desk.write(
                "../preprod/environment.yaml",
                withId(desk.read("environment.yaml"), preprod)
                        .replace("environment: dev", "environment: preprod")
                        .replace("DEV_JAAS", "PREPROD_JAAS"));
        desk.on(dev, rest);
        desk.write("environment.yaml", withId(desk.read("environment.yaml"), dev));
        desk.write("../preprod/state.yaml", "topics: {}\n");
        declare("topics:\n" + topic(orders, "7d") + topic(payments, "7d") + quotas("billing", "shop"));
        ok("apply", "dev", "--yes");
        promote();
        ok("apply", "preprod", "--yes");
        assertInStep();
    }

    private static String withId(String environment, TestCluster cluster) throws Exception {
        var id = cluster.admin().describeCluster().clusterId().get();
        return environment.replace("cluster:\n", "cluster:\n  id: " + id + "\n");
    }

    private static String topic(String name, String retention) {
        return "  " + name + ": {partitions: 1, config: {retention.ms: " + retention + "}}\n";
    }

    private String quotas(String... users) {
        var text = new StringBuilder("quotas:\n");
        for (var user : users) {
            text.append("  - {user: ").append(prefix).append(user).append(", producer_byte_rate: 1MiB}\n");
        }
        return text.toString();
    }

    private void declare(String text) {
        desk.write("state.yaml", text).commit("dev");
    }

    private Desk.Said ok(String... arguments) {
        var said = desk.run(arguments);
        assertThat(said.exitCode())
                .as(String.join(" ", arguments) + "\n" + said.out() + said.err())
                .isEqualTo(ExitCode.OK);
        return said;
    }

    /** What is fit for it comes to preprod's files. */
    private String promote() {
        var branch = "promote-" + ++promotions;
        var said = ok("promote", "--to", "preprod", "--branch", branch);
        desk.git("merge", "-q", "--ff-only", branch);
        return said.out();
    }

    private void assertInStep() {
        for (var name : List.of("dev", "preprod")) {
            assertThat(ok("plan", name, "--detailed-exitcode").out()).as(name).contains("No changes");
        }
    }

    private static Set<String> topics(TestCluster cluster) throws Exception {
        return cluster.admin().listTopics().names().get();
    }

    private static String retention(TestCluster cluster, String topic) throws Exception {
        var resource = new ConfigResource(Type.TOPIC, topic);
        var config = cluster.admin().describeConfigs(List.of(resource)).all().get();
        return config.get(resource).get("retention.ms").value();
    }

    @Test
    void whatGoesInDevGoesInPreprodToo() throws Exception {
        declare("topics:\n" + topic(orders, "7d") + "  " + payments + ": {absent: true, reason: replaced}\n"
                + quotas("shop"));
        ok("apply", "dev", "--yes");
        assertThat(topics(dev)).contains(orders).doesNotContain(payments);

        assertThat(promote()).contains("~ topics." + payments, "- quotas.");
        assertThat(topics(preprod)).contains(orders, payments);
        ok("apply", "preprod", "--yes");

        assertThat(topics(preprod)).contains(orders).doesNotContain(payments);
        assertThat(preprod.admin()
                        .describeClientQuotas(ClientQuotaFilter.all())
                        .entities()
                        .get()
                        .keySet())
                .noneMatch(entity -> entity.entries().containsValue(prefix + "billing"));
        assertInStep();
    }

    @Test
    void whatSomebodyWroteForPreprodSinceIsShownAndNotOverwritten() throws Exception {
        var file = "../preprod/state.yaml";
        desk.write(file, desk.read(file).replace(topic(orders, "7d"), topic(orders, "3d")))
                .commit("by hand, for preprod");
        declare("topics:\n" + topic(orders, "8d") + topic(payments, "8d") + quotas("billing", "shop"));
        ok("apply", "dev", "--yes");

        assertThat(promote())
                .contains("~ topics." + payments)
                .containsPattern("~ topics." + orders + " +preprod declares what .*by hand: not overwritten");
        assertThat(desk.read(file)).contains(topic(orders, "3d"), topic(payments, "8d"));

        ok("apply", "preprod", "--yes", "--target", "topic/" + payments);
        assertThat(retention(preprod, payments)).isEqualTo("691200000");
        var refused = desk.run("apply", "preprod", "--yes");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err()).contains("CAS-PROMOTE-001", "topic/" + orders);
        assertThat(retention(preprod, orders)).isEqualTo("604800000");
    }

    @Test
    void whatSomebodyChangedOnTheClusterSinceIsShownBesideWhatIsPromoted() throws Exception {
        var resource = new ConfigResource(Type.TOPIC, orders);
        preprod.admin()
                .incrementalAlterConfigs(Map.of(
                        resource,
                        List.of(
                                new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), OpType.SET),
                                new AlterConfigOp(new ConfigEntry("segment.ms", "86400000"), OpType.SET))))
                .all()
                .get();
        declare("topics:\n" + topic(orders, "8d") + topic(payments, "7d") + quotas("billing", "shop"));
        ok("apply", "dev", "--yes");
        promote();

        assertThat(ok("plan", "preprod").out())
                .as("from what is live, not from what was applied; and what nobody declares stays")
                .containsPattern("retention.ms +1000 .*→ 691200000")
                .contains("config.segment.ms = 86400000");
        ok("apply", "preprod", "--yes");
        assertThat(retention(preprod, orders)).isEqualTo("691200000");
        assertThat(ok("plan", "preprod", "--detailed-exitcode").out()).contains("config.segment.ms = 86400000");
    }

    @Test
    void theFolderOfPreprodIsNotAppliedToTheClusterOfDev() throws Exception {
        var file = "../preprod/environment.yaml";
        var preprodId = preprod.admin().describeCluster().clusterId().get();
        desk.write(
                file,
                withId(desk.read("environment.yaml").replaceAll("(?m)^  id: .*\\R", ""), preprod)
                        .replace("environment: dev", "environment: preprod"));
        desk.write("../preprod/state.yaml", "topics:\n" + topic(prefix + "stray", "7d"));
        desk.commit("preprod leads to the brokers of dev");

        for (var command : List.of(List.of("plan", "preprod"), List.of("apply", "preprod", "--yes"))) {
            var said = desk.run(command.toArray(String[]::new));
            assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(said.err()).contains("environment preprod is cluster " + preprodId);
        }
        assertThat(topics(dev)).contains(orders, payments).doesNotContain(prefix + "stray");
        assertThat(desk.run("history", "preprod").out()).doesNotContain("preprod #2");
    }
}
