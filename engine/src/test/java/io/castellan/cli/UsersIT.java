package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords from the command line, proved by logging in. */
class UsersIT {
    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String user = cluster.prefix() + "billing";

    private boolean letsIn(String password) throws Exception {
        var properties = new HashMap<>(cluster.adminProperties());
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
        try (var admin = Admin.create(properties)) {
            admin.describeCluster().clusterId().get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(SaslAuthenticationException.class);
            return false;
        }
    }

    private Desk declare(Desk desk, int rotation) {
        return desk.write(
                        "state.yaml",
                        "users: {%s: {mechanisms: [{type: SCRAM-SHA-512}, {type: SCRAM-SHA-256}], password: \"${env:P}\", rotation: %d}}\n"
                                .formatted(user, rotation))
                .commit("rotation " + rotation);
    }

    private static void apply(Desk desk) {
        var said = desk.run("apply", "dev", "--yes");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        var again = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aRotatedPasswordLetsInAndTheOldOneNoLonger() throws Exception {
        var desk = declare(new Desk(folder).on(cluster, ""), 1);
        desk.variables.put("P", "first of this test, 4711");
        apply(desk);
        await().atMost(Duration.ofSeconds(20)).until(() -> letsIn("first of this test, 4711"));

        desk.variables.put("P", "second of this test, ü$1");
        apply(desk);
        assertThat(letsIn("first of this test, 4711"))
                .as("what is not counted up is not sent")
                .isTrue();
        declare(desk, 2);
        apply(desk);

        await().atMost(Duration.ofSeconds(20)).until(() -> letsIn("second of this test, ü$1"));
        assertThat(letsIn("first of this test, 4711")).isFalse();
    }
}
