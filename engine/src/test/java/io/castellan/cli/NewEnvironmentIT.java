package io.castellan.cli;

import static io.castellan.cli.GovernedDesk.ended;
import static io.castellan.cli.GovernedDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment that came after the version of the control set that is in force: who says which cluster it is. */
class NewEnvironmentIT {
    private static final String ACCESS = """
              stage:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
                secrets: [DEV_JAAS]
                clientConfig: [security.protocol, sasl.mechanism, sasl.jaas.config]
            """;

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private GovernedDesk governed;
    private String dev = "";

    @BeforeEach
    void onlyDev() throws Exception {
        governed = new GovernedDesk(temp, cluster, "topics: {%s: {partitions: 1}}\n".formatted(topic));
        dev = governed.desk.read("environment.yaml").replace("environment: dev", "environment: stage");
    }

    private void merged(String environment) throws Exception {
        governed.desk
                .write("../stage/environment.yaml", environment)
                .write("../stage/state.yaml", "topics: {%s-stage: {partitions: 1}}\n".formatted(topic));
        governed.policy(GovernedDesk.POLICY + ACCESS);
    }

    private Desk.Said approve(String who) {
        return governed.run("approve", "stage", "--yes", "--key", governed.key(who));
    }

    private Desk.Said apply() {
        return governed.run("apply", "stage", "--yes", "--commit", "main", "--as", "jenkins:ci:deployer");
    }

    @Test
    void isNotConnectedToBeforeItsControlSetIsApproved() throws Exception {
        try (var trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            merged(dev.replaceAll(
                    "bootstrapServers: .*", "bootstrapServers: ['127.0.0.1:" + trap.getLocalPort() + "']"));

            refused(apply(), "CAS-AUTH-015");
            refused(governed.run("plan", "stage", "--commit", "main"), "CAS-AUTH-015");
            refused(governed.run("plan", "stage"), "CAS-AUTH-015");
            refused(governed.run("approvals", "stage"), "CAS-AUTH-015");
            refused(governed.run("import", "stage"), "CAS-AUTH-015");
            assertThat(ended(ExitCode.REFUSED, governed.run("drift", "stage")).out())
                    .contains("CAS-AUTH-015");
            assertThat(ended(ExitCode.OK, approve("reviewer")).out())
                    .contains("'stage' is new here", "at 127.0.0.1:" + trap.getLocalPort(), "environment.yaml#cluster");

            trap.setSoTimeout(1);
            assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void isPlannedApprovedAndAppliedOnceItIsApproved() throws Exception {
        merged(dev);
        refused(approve("deployer"), "CAS-ACCESS-002");
        refused(apply(), "CAS-AUTH-015");

        ended(ExitCode.OK, approve("reviewer"));
        refused(apply(), "CAS-AUTH-001");
        assertThat(ended(ExitCode.OK, approve("reviewer")).out()).contains(topic + "-stage", "1 change,");

        ended(ExitCode.OK, apply());
        assertThat(cluster.admin().listTopics().names().get()).contains(topic + "-stage");
        ended(ExitCode.OK, governed.run("audit", "stage"));
    }
}
