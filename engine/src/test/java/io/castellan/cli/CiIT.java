package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pull request would change, on a real broker, and that it decides nothing (R13). */
class CiIT {
    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    /** Where a hostile commit would like us to connect. */
    private ServerSocket trap;

    private Desk desk;

    @BeforeEach
    void aProtectedBranchAndOneThatLeavesIt() throws IOException {
        trap = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        desk = new Desk(Files.createDirectories(temp.resolve("desk")))
                .on(cluster, "defaults: {topics: {replicationFactor: 1}}\nprotection: {maxDeletes: 5}");
        desk.write("environment.yaml", withId(desk.read("environment.yaml"), clusterId()));
        desk.write("../prod/environment.yaml", """
                apiVersion: castellan/v1
                environment: prod
                cluster: {id: not-to-be-met, bootstrapServers: ["127.0.0.1:%d"]}
                """.formatted(trap.getLocalPort()));
        declare("7d").commit("first");
        desk.git("checkout", "-q", "-b", "feature");
    }

    @AfterEach
    void nobodyFellIntoTheTrap() throws IOException {
        try (var closed = trap) {
            closed.setSoTimeout(1);
            assertThatThrownBy(closed::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private String clusterId() {
        try {
            return cluster.admin().describeCluster().clusterId().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withId(String environment, String id) {
        return environment.replace("cluster:\n", "cluster:\n  id: " + id + "\n");
    }

    private Desk declare(String retention) {
        return desk.write(
                "state.yaml", "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention));
    }

    private String head() {
        return desk.git("rev-parse", "HEAD").strip();
    }

    @Test
    void onlyWhatIsTouchedIsPlannedAndEachChangeHasItsDigest() {
        declare("8d").commit("longer");

        var said = desk.run("ci", "--against", "main");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out())
                .startsWith("# What <code>" + head().substring(0, 12))
                .contains("| <code>dev</code> | 1 to create, ")
                .contains("691200000")
                .contains("\"sha256:")
                .doesNotContain("prod");
    }

    @Test
    void aCommitThatTouchesNothingSaysSo() {
        desk.commit("nothing");
        assertThat(desk.run("ci", "--against", "main").out()).contains("No environment's files differ");
    }

    @Test
    void whoRepointsTheClusterIsShownAndConnectsNowhere() {
        var environment = desk.read("environment.yaml");
        desk.write(
                        "environment.yaml",
                        environment
                                .replaceFirst(
                                        "bootstrapServers: .*",
                                        "bootstrapServers: ['127.0.0.1:" + trap.getLocalPort() + "']")
                                .replace("maxDeletes: 5", "maxDeletes: 500"))
                .commit("friendly refactoring");

        var said = desk.run("ci", "--against", "main");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out())
                .contains("CAS-CI-002")
                .contains("cluster, protection")
                .contains("it counts once it is merged and")
                .contains("1 to create");
        var planned = desk.run("plan", "dev", "--against", "main", "--commit", "feature");
        assertThat(planned.exitCode()).as(planned.out() + planned.err()).isEqualTo(ExitCode.OK);
        assertThat(planned.out()).contains("CAS-CI-002").contains("1 to create");
    }

    @Test
    void wrongFilesAreAllNamedAndEndTheBuild() {
        desk.write("state.yaml", "topics: {a: {partitions: many}, b: {config: {retention.mss: 1}}}")
                .commit("wrong");

        var said = desk.run("ci", "--against", "main");

        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(said.out()).contains("not planned: 2 errors", "CAS-SCHEMA-002", "CAS-SETTING-001", "retention.mss");
    }

    @Test
    void aNewEnvironmentIsCheckedAndNotConnectedTo() {
        desk.write("../stage/environment.yaml", """
                apiVersion: castellan/v1
                environment: stage
                cluster: {id: abc, bootstrapServers: ["127.0.0.1:%d"]}
                """.formatted(trap.getLocalPort()))
                .commit("a new one");

        var said = desk.run("ci", "--against", "main");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("CAS-CI-003").contains("| <code>stage</code> | not planned");
        desk.write("../stage/state.yaml", "topics: 5").commit("and wrong");
        assertThat(desk.run("ci", "--against", "main").exitCode()).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void aRemovedEnvironmentLeavesItsClusterAsItIs() {
        desk.git("rm", "-q", "-r", "environments/prod");
        desk.commit("no prod");

        var said = desk.run("ci", "--against", "main");

        assertThat(said.out()).contains("CAS-CI-004");
        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatTheProtectedBranchDidMeanwhileIsNotTakenForAWish() {
        desk.git("checkout", "-q", "main");
        declare("9d").commit("meanwhile");
        desk.git("checkout", "-q", "feature");
        desk.write("other.yaml", "topics: {%s-2: {partitions: 1}}".formatted(topic))
                .commit("mine");

        var said = desk.run("ci", "--against", "main");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out())
                .as("planned as it would be after the merge")
                .startsWith("# What <code>" + head().substring(0, 12))
                .contains("777600000", topic + "-2", "2 to create")
                .doesNotContain("604800000", "CAS-CI-005", "CAS-CI-011");
        var planned = desk.run("plan", "dev", "--against", "main", "--commit", "feature");
        assertThat(planned.out()).contains("commit " + head().substring(0, 12), "777600000", "2 to create");
        assertThat(desk.git("status", "--porcelain")).as("nothing is merged").isEmpty();
        assertThat(desk.git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/feature\nrefs/heads/main\n");
    }

    @Test
    void whatOnlyTheProtectedBranchChangedIsNotTouched() {
        desk.git("checkout", "-q", "main");
        declare("9d").commit("meanwhile");
        desk.git("checkout", "-q", "feature");
        desk.commit("nothing of it");

        assertThat(desk.run("ci", "--against", "main").out()).contains("No environment's files differ");
    }

    @Test
    void aPlanOfAProposalSaysWhichFilesBesideTheEnvironmentsWouldChange() {
        assertThat(desk.run("plan", "dev", "--against", "main", "--commit", "feature")
                        .out())
                .doesNotContain("decides who may do what");
        desk.write("../../allowed_signers", "").commit("keys");

        assertThat(desk.run("plan", "dev", "--against", "main", "--commit", "feature")
                        .out())
                .contains("CAS-CI-002", "allowed_signers would change, which decides who may do what");
    }

    @Test
    void whatCannotBeMergedIsSaidAndPlannedAsItIs() {
        desk.git("checkout", "-q", "main");
        declare("9d").commit("meanwhile");
        desk.git("checkout", "-q", "feature");
        declare("8d").commit("mine");

        var said = desk.run("ci", "--against", "main");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("CAS-CI-011", "both changed environments", "CAS-CI-005", "691200000");
        var planned = desk.run("plan", "dev", "--against", "main", "--commit", "feature");
        assertThat(planned.out()).contains("CAS-CI-011", "CAS-CI-005", "691200000");
        desk.git("merge", "-q", "-s", "ours", "main");
        assertThat(desk.run("ci", "--against", "main").out()).doesNotContain("CAS-CI-005", "CAS-CI-011");
    }

    @Test
    void whoRepointsTheClusterInAMergeConnectsNowhereEither() {
        desk.git("checkout", "-q", "main");
        declare("9d").commit("meanwhile");
        desk.git("checkout", "-q", "feature");
        desk.write(
                        "environment.yaml",
                        desk.read("environment.yaml")
                                .replaceFirst(
                                        "bootstrapServers: .*",
                                        "bootstrapServers: ['127.0.0.1:" + trap.getLocalPort() + "']"))
                .commit("repoint");

        var said = desk.run("ci", "--against", "main");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("CAS-CI-002", "777600000", "1 to create");
    }

    @Test
    void filesThatDecideWhoMayDoWhatAreNamed() throws IOException {
        Files.writeString(desk.folder.resolve("castellan.yaml"), "apiVersion: castellan/v1\n");
        desk.commit("loosen");
        assertThat(desk.run("ci", "--against", "main").out())
                .contains("CAS-CI-002")
                .contains("castellan.yaml");
    }

    @Test
    void withoutAnythingToCompareWithNothingIsGuessed() {
        assertThat(desk.run("ci").err()).contains("CAS-CI-007");
        desk.git("checkout", "-q", "--orphan", "stranger");
        desk.commit("no history");
        var said = desk.run("ci", "--against", "main");
        assertThat(said.err()).contains("CAS-CI-001");
        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void underATrustTheFetchedBranchDecidesWhateverTheCloneCallsMain() throws IOException {
        var origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk.git("push", "-q", origin.folder().toString(), "main");
        var trust = Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin.folder(), head()));
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        var environment = desk.read("environment.yaml");
        desk.write(
                        "environment.yaml",
                        environment.replaceFirst(
                                "bootstrapServers: .*", "bootstrapServers: ['127.0.0.1:" + trap.getLocalPort() + "']"))
                .commit("repoint");
        desk.git("branch", "-f", "main", "feature");

        var said = desk.run("ci", "--trust", trust.toString());
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("CAS-CI-002").contains("1 to create");
        var named = desk.run("ci", "--trust", trust.toString(), "--against", "feature");
        assertThat(named.err()).contains("CAS-TRUST-003");
        var onDisk = desk.run("plan", "dev", "--trust", trust.toString());
        assertThat(onDisk.exitCode()).as(onDisk.out() + onDisk.err()).isEqualTo(ExitCode.OK);
        assertThat(onDisk.out()).contains("CAS-CI-002").contains("1 to create");
    }
}
