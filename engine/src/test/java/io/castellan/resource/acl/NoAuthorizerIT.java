package io.castellan.resource.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Failure;
import io.castellan.sandbox.SandboxSpec;
import io.castellan.testing.RoomBench;
import io.castellan.testing.SandboxCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.Test;

/** A cluster that keeps no access rules: nothing is created there, and nothing is said to be. */
class NoAuthorizerIT {
    private static final String RULE = "acls: {'User:a': [{allow: [Read], topic: t}]}";

    /** The sandbox always has one; it is taken out of the settings while the node is down. */
    private static void removeAuthorizer(SandboxCluster cluster) throws Exception {
        cluster.sandbox().stopNode(1);
        var home = cluster.log(1).getParent();
        List<Path> files;
        try (var found = Files.walk(home)) {
            files = found.filter(path -> path.getFileName().toString().equals("server.properties"))
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (var file : files) {
            Files.write(
                    file,
                    Files.readAllLines(file).stream()
                            .filter(line ->
                                    !line.startsWith("authorizer.class.name") && !line.startsWith("super.users"))
                            .toList());
        }
        cluster.sandbox().startNode(1);
        await().ignoreExceptions()
                .until(() -> cluster.admin().describeCluster().clusterId().get() != null);
    }

    @Test
    void withoutAnAuthorizerEveryDeclaredRuleIsRefused() throws Exception {
        try (var cluster = SandboxCluster.start(SandboxSpec.of("open"));
                var bench = new RoomBench(cluster.adminProperties(), AclRoom.room())) {
            bench.commit(RULE);
            var plan = bench.plan();
            assertThat(plan.planned()).hasSize(1);
            removeAuthorizer(cluster);
            assertThat(cluster.admin().describeAcls(AclBindingFilter.ANY).values())
                    .failsWithin(java.time.Duration.ofSeconds(20));

            var refused = bench.plan();

            assertThat(refused.changes())
                    .singleElement()
                    .satisfies(change -> assertThat(
                                    change.disposition().refusal().orElseThrow().code())
                            .isEqualTo(AclCodes.NO_AUTHORIZER));
            assertThatThrownBy(() -> bench.apply(plan))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED));
        }
    }
}
