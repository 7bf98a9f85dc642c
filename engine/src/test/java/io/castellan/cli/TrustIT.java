package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is applied under a trust, on a real broker: what the protected branch is over there, and nothing else. */
class TrustIT {
    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private RealGit origin;
    private Desk desk;

    @BeforeEach
    void aPushedCommitAndATrust() throws IOException {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk = desk("desk").on(cluster, "defaults: {topics: {replicationFactor: 1}}");
        declare("7d").commit("first");
        desk.git("remote", "add", "origin", origin.folder().toString());
        push();
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin.folder(), head()));
    }

    /** Of another user on another machine: nothing is shared but the repository. */
    private Desk desk(String name) throws IOException {
        var made = new Desk(Files.createDirectories(temp.resolve(name)));
        made.variables.put("XDG_CACHE_HOME", temp.resolve(name + "-cache").toString());
        made.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
        return made;
    }

    private Desk declare(String retention) {
        return desk.write(
                "state.yaml", "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention));
    }

    private String head() {
        return desk.git("rev-parse", "HEAD").strip();
    }

    private void push() {
        desk.git("push", "-q", "--force", "origin", "main");
    }

    private void hook(String script) throws IOException {
        var file = origin.folder().resolve("hooks/pre-receive");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Set<String> topics() throws ExecutionException, InterruptedException {
        return cluster.admin().listTopics().names().get();
    }

    private static void assertRefused(Desk.Said said, ExitCode exitCode, String code) {
        assertThat(said.err()).as(said.out()).contains(code);
        assertThat(said.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void theRecordIsOverThereSoAnotherMachineGoesOnFromIt() throws Exception {
        var applied = desk.run("apply", "dev", "--yes");
        assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(ExitCode.OK);
        assertThat(origin.run("log", "--format=%s", "castellan/ledger/dev")).contains("dev #1: 1 changed");
        assertThat(desk.git("branch", "--list")).as("nothing in the clone").isEqualTo("* main\n");

        desk.write("state.yaml", "topics: {%s: {partitions: 1}}".formatted(topic))
                .commit("withdraw");
        push();
        var other = desk("other");
        other.variables.putAll(desk.variables);
        other.variables.put("XDG_CACHE_HOME", temp.resolve("other-cache").toString());
        other.git("pull", "-q", origin.folder().toString(), "main");
        var again = other.run("apply", "dev", "--yes");
        assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).as("it knows what was applied from elsewhere").contains("retention.ms");
        assertThat(origin.run("log", "--format=%s", "castellan/ledger/dev")).contains("dev #2: 1 changed");
        assertThat(desk.run("plan", "dev", "--commit", "main", "--detailed-exitcode")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void theRecordIsReadWithoutAClone() throws IOException {
        assertThat(desk.run("apply", "dev", "--yes").exitCode()).isEqualTo(ExitCode.OK);
        var auditor = desk("auditor");

        assertThat(auditor.run("history").out()).contains("dev #1").contains("first");
        assertThat(auditor.run("blame", "dev", "topic/" + topic).out()).contains("retention.ms", "first");
        assertThat(auditor.run("status").out()).contains("#1 applied");
        assertThat(auditor.run("audit").exitCode()).isEqualTo(ExitCode.OK);
        assertRefused(auditor.run("history", "prod"), ExitCode.INPUT, "CAS-CLI-002");
        assertRefused(auditor.run("plan", "dev"), ExitCode.INPUT, "CAS-CLI-001");
    }

    @Test
    void whatIsOnlyInTheCloneIsNotAppliedWhateverItIsCalled() throws Exception {
        declare("8d").commit("not pushed");

        assertRefused(desk.run("apply", "dev", "--yes"), ExitCode.REFUSED, "CAS-TRUST-003");
        assertRefused(desk.run("apply", "dev", "--yes", "--commit", head()), ExitCode.REFUSED, "CAS-TRUST-003");
        assertRefused(desk.run("plan", "dev", "--commit", head()), ExitCode.REFUSED, "CAS-TRUST-003");
        assertThat(topics()).doesNotContain(topic);

        var planned = desk.run("plan", "dev", "--commit", "main");
        assertThat(planned.out())
                .as("main is what it is over there")
                .contains("604800000")
                .doesNotContain("691200000");
    }

    @Test
    void aMergedCommitWasNeverTheBranch() throws Exception {
        desk.git("checkout", "-q", "-b", "feature");
        declare("9d").commit("on its own branch");
        var feature = head();
        desk.git("checkout", "-q", "main");
        desk.git("merge", "-q", "--no-ff", "-m", "merge", "feature");
        push();

        assertRefused(desk.run("apply", "dev", "--yes", "--commit", feature), ExitCode.REFUSED, "CAS-TRUST-003");
        assertThat(topics()).doesNotContain(topic);
        assertThat(desk.run("apply", "dev", "--yes").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsOlderThanWhatWasAppliedIsARollback() {
        var first = head();
        declare("8d").commit("second");
        push();
        assertThat(desk.run("apply", "dev", "--yes").exitCode()).isEqualTo(ExitCode.OK);

        assertRefused(desk.run("apply", "dev", "--yes", "--commit", first), ExitCode.REFUSED, "CAS-TRUST-004");
        assertRefused(desk.run("plan", "dev", "--commit", first), ExitCode.REFUSED, "CAS-TRUST-004");
        assertThat(desk.run("apply", "dev", "--yes").exitCode())
                .as("the same again")
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void whatDoesNotComeAfterWhatWasAppliedIsNotAppliedUntilItIsMerged() {
        desk.git("checkout", "-q", "-b", "aside");
        declare("9d").commit("on a line of its own");
        var trust = Objects.requireNonNull(desk.variables.remove("CASTELLAN_TRUST"));
        assertThat(desk.run("apply", "dev", "--yes").exitCode()).isEqualTo(ExitCode.OK);
        desk.git("push", "-q", "origin", "castellan/ledger/dev");
        desk.variables.put("CASTELLAN_TRUST", trust);
        desk.git("checkout", "-q", "main");
        desk.write("more.yaml", "topics: {}\n").commit("meanwhile");
        push();

        var before = origin.run("rev-parse", "castellan/ledger/dev");
        assertRefused(desk.run("apply", "dev", "--yes"), ExitCode.REFUSED, "CAS-TRUST-005");
        assertRefused(desk.run("plan", "dev", "--commit", "main"), ExitCode.REFUSED, "CAS-TRUST-005");
        assertThat(origin.run("rev-parse", "castellan/ledger/dev")).isEqualTo(before);

        desk.git("merge", "-q", "--no-ff", "-m", "merge", "aside");
        push();
        assertThat(desk.run("apply", "dev", "--yes").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void withoutARecordNothingBegins() throws Exception {
        hook("exit 1");
        assertRefused(desk.run("apply", "dev", "--yes"), ExitCode.UNREACHABLE, "CAS-GIT-021");
        assertThat(topics()).doesNotContain(topic);

        hook("exit 0");
        assertThat(desk.run("apply", "dev", "--yes").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anOutcomeThatCannotBePushedIsPushedByTheNextApply() throws Exception {
        hook("read old new ref; case $old in 0000*) exit 0;; esac; exit 1");
        var first = desk.run("apply", "dev", "--yes");
        assertThat(first.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(first.out()).contains("CAS-LEDGER-009");
        assertThat(topics()).contains(topic);

        hook("exit 0");
        var second = desk.run("apply", "dev", "--yes");
        assertThat(second.exitCode()).as(second.out() + second.err()).isEqualTo(ExitCode.OK);
        assertThat(second.err()).contains("pushed what could not be pushed before");
        assertThat(origin.run("log", "--format=%s", "castellan/ledger/dev")).contains("dev #1: 1 changed");
    }

    @Test
    void aBranchThatWasRewrittenOrIsAnotherIsRefused() {
        assertThat(desk.run("plan", "dev").exitCode()).isEqualTo(ExitCode.OK);
        desk.git("commit", "-q", "--amend", "-m", "another history");
        push();

        assertRefused(desk.run("apply", "dev", "--yes"), ExitCode.REFUSED, "CAS-GIT-019");
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("a-new-agent").toString());
        assertRefused(desk.run("apply", "dev", "--yes"), ExitCode.REFUSED, "CAS-TRUST-002");
    }

    @Test
    void filesThatNoCommitHoldsAreNotApplied() {
        assertRefused(desk.run("apply", "dev", "--yes", "--dirty"), ExitCode.REFUSED, "CAS-TRUST-006");
    }

    @Test
    void whatTheRepositoryItselfSaysOfTrustDoesNotCount() throws IOException {
        var inside = desk.folder.resolve("environments/trust.yaml");
        Files.copy(temp.resolve("trust.yaml"), inside);
        assertRefused(desk.run("apply", "dev", "--yes", "--trust", inside.toString()), ExitCode.INPUT, "CAS-TRUST-007");
    }

    @Test
    void aRepositoryThatIsAwayIsSaid() throws Exception {
        Files.move(origin.folder(), temp.resolve("away"));
        assertRefused(desk.run("apply", "dev", "--yes"), ExitCode.UNREACHABLE, "CAS-GIT-018");
        assertRefused(desk.run("apply", "dev", "--trust", "../no.yaml"), ExitCode.INPUT, "CAS-TRUST-001");
    }
}
