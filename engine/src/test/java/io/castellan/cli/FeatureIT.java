package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.sandbox.SandboxSpec;
import io.castellan.testing.SandboxCluster;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Levels of features from the command line, on a broker of their own: they belong to the whole cluster. */
class FeatureIT {
    private static SandboxCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = SandboxCluster.start(SandboxSpec.of("features"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private Desk desk(String state) {
        return new Desk(folder).on(cluster, "").write("state.yaml", state).commit("first");
    }

    private static int level(String feature) throws Exception {
        return Optional.ofNullable(cluster.admin()
                        .describeFeatures()
                        .featureMetadata()
                        .get()
                        .finalizedFeatures()
                        .get(feature))
                .map(FinalizedVersionRange::maxVersionLevel)
                .orElse((short) 0);
    }

    @Test
    void aLevelGoesDownWhereThatIsSafeAndUpAgainAndThenNothingIsLeftToDo() throws Exception {
        var desk = desk("features: {streams.version: 0}\n");
        assertThat(level("streams.version")).isEqualTo(1);

        var down = desk.run("apply", "dev", "--yes");
        assertThat(down.exitCode()).as(down.out() + down.err()).isEqualTo(ExitCode.OK);
        assertThat(level("streams.version")).isZero();

        desk.write("state.yaml", """
                features: {streams.version: 1}
                groupConfigs: {billing: {streams.num.standby.replicas: 1}}
                """).commit("up");
        var planned = desk.run("plan", "dev");
        assertThat(planned.out()).contains("irreversible");
        var up = desk.run("apply", "dev", "--yes");
        assertThat(up.exitCode()).as(up.out() + up.err()).isEqualTo(ExitCode.OK);
        assertThat(level("streams.version")).isEqualTo(1);
        var again = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(again.exitCode()).as(again.out()).isEqualTo(ExitCode.OK);

        desk.write("state.yaml", "groupConfigs: {billing: {streams.num.standby.replicas: 1}}\n")
                .commit("withdrawn");
        var withdrawn = desk.run("plan", "dev", "--detailed-exitcode");
        assertThat(withdrawn.exitCode()).as(withdrawn.out()).isEqualTo(ExitCode.OK);
        assertThat(withdrawn.out()).contains("? feature streams.version");
    }

    @Test
    void aLevelThatNoBrokerSupportsIsRefused() {
        var said = desk("features: {share.version: 7}\n").run("plan", "dev");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out()).contains("CAS-FEATURE-003");
    }

    @Test
    void theMetadataVersionIsNotDeclaredHere() {
        var said = desk("features: {metadata.version: 33}\n").run("validate", "dev");

        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(said.out() + said.err()).contains("CAS-FEATURE-001");
    }
}
