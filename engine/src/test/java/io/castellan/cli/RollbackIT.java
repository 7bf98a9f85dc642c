package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An earlier state as a new commit, on a real broker. */
class RollbackIT {
    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private Desk desk;

    @BeforeEach
    void aDesk() {
        desk = new Desk(folder).on(cluster, """
                        defaults: {topics: {replicationFactor: 1}}
                        protection: {maxDeleteShare: 100%}
                        """);
    }

    @AfterEach
    void removeTopics() throws Exception {
        var topics = cluster.admin().listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        cluster.admin().deleteTopics(topics).all().get();
    }

    private Desk topics(String... lines) {
        return desk.write("topics.yaml", "topics:\n  " + prefix + String.join("\n  " + prefix, lines) + "\n");
    }

    private String id(String topic) {
        return "topic/" + prefix + topic;
    }

    private void applied() {
        var said = desk.run("apply", "dev", "--yes");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    private Desk.Said rollback(ExitCode exitCode, String... more) {
        var arguments = new ArrayList<>(List.of("rollback", "dev", "--yes"));
        arguments.addAll(List.of(more));
        var said = desk.run(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(exitCode);
        return said;
    }

    private String head() {
        return desk.git("rev-parse", "HEAD").strip();
    }

    private String at(String branch, String file) {
        return desk.git("show", branch + ":environments/dev/" + file);
    }

    @Test
    void theFilesOfAnEarlierApplyComeBackAsACommitThatSaysWhatDoesNotComeBackAndWhoWroteIt() throws Exception {
        desk.git("config", "user.email", "author@example.org");
        topics("orders: {partitions: 1, config: {retention.ms: 7d}} # keep a week", "gone: {partitions: 1}");
        var kept = "acls:\n  User:" + prefix + "kept: [{allow: [Read], topic: " + prefix + "orders}]\n";
        desk.write(
                "access.yaml", kept + "  User:" + prefix + "billing: [{allow: [Read], topic: " + prefix + "orders}]\n");
        desk.commit("a good state");
        var good = head();
        desk.git("config", "user.email", "admin@example.org");
        applied();
        topics(
                "orders: {partitions: 1, config: {retention.ms: 1d}}",
                "gone: {absent: true, reason: old, evenIfActive: true}");
        desk.write("access.yaml", kept).write("later.yaml", "topics: {" + prefix + "later: {partitions: 1}}\n");
        desk.commit("a bad state");
        applied();
        assertThat(cluster.admin().listTopics().names().get()).doesNotContain(prefix + "gone");

        var said = rollback(ExitCode.OK, "--to", "#1");

        var branch = "rollback/dev-to-" + good.substring(0, 12);
        assertThat(said.out())
                .contains(
                        id("gone") + ": it is created empty: what it held is gone",
                        id("gone") + ": until now it was declared to be absent; that is lifted",
                        id("orders") + ": its settings come back, and no record that was removed under the others",
                        "Restores revoked access:\n  acl/User:" + prefix + "billing",
                        "Made the branch " + branch,
                        "Next: push it, and open a pull request from it. Once it is approved")
                .doesNotContain(id("later") + ": ");
        assertThat(desk.git("diff", "--stat", good, branch, "--", "environments/dev"))
                .as("byte for byte, and what came since is gone")
                .isEmpty();
        assertThat(desk.git("rev-parse", branch + "^").strip()).isEqualTo(head());
        assertThat(desk.git("log", "-1", "--format=%B", branch))
                .startsWith("Roll back dev to " + good.substring(0, 12) + "\n\nThat is: a good state\n")
                .contains(
                        "Restores revoked access: acl/User:" + prefix + "billing",
                        "Castellan-Rollback: dev to " + good,
                        "Castellan-Ledger: dev@"
                                + desk.git("rev-parse", "castellan/ledger/dev").strip())
                .contains("Co-authored-by: administrator <author@example.org>");
        assertThat(desk.git("status", "--porcelain")).isEmpty();
        assertThat(desk.git("branch", "--show-current").strip()).isEqualTo("main");

        desk.git("merge", "-q", "--ff-only", branch);
        applied();
        assertThat(cluster.admin().listTopics().names().get()).contains(prefix + "gone", prefix + "later");
        assertThat(rollback(ExitCode.OK, "--to", "#1").out()).startsWith("Nothing to restore");
        assertThat(rollback(ExitCode.OK, "--to", "#2").out())
                .as("shorter: what goes is in the plan, and nothing is promised")
                .doesNotContain("What does not come back");
    }

    @Test
    void oneResourceComesBackWithItsTextAndTheOthersStay() {
        topics("orders: {partitions: 1, config: {retention.ms: 7d}} # keep a week", "bills: {partitions: 1}");
        desk.commit("first");
        applied();
        topics(
                "orders: {partitions: 1, config: {retention.ms: 1d}}",
                "bills: {partitions: 1, config: {retention.ms: 2d}}");
        desk.commit("second");
        applied();

        rollback(ExitCode.OK, "--to", "HEAD~1", "--select", id("orders"), "--branch", "mend");

        assertThat(at("mend", "topics.yaml"))
                .isEqualTo(
                        "topics:\n  " + prefix + "orders: {partitions: 1, config: {retention.ms: 7d}} # keep a week\n  "
                                + prefix + "bills: {partitions: 1, config: {retention.ms: 2d}}\n");
        assertThat(desk.git("log", "-1", "--format=%B", "mend")).contains("Only: " + id("orders"));
    }

    @Test
    void partitionsThatCannotBeTakenAwayAreSaidAndCanBeLeftOut() throws Exception {
        topics("orders: {partitions: 1}", "bills: {partitions: 1, config: {retention.ms: 7d}}");
        desk.commit("first");
        applied();
        topics("orders: {partitions: 2}", "bills: {partitions: 1, config: {retention.ms: 2d}}");
        desk.commit("second");
        applied();

        var said = rollback(ExitCode.REFUSED, "--to", "HEAD~1");
        assertThat(said.err()).contains("CAS-ROLLBACK-005", id("orders"));
        assertThat(said.out()).contains(id("orders") + ": it stays as it is: ");
        assertThat(desk.git("branch", "--list", "rollback/*")).isEmpty();

        rollback(ExitCode.OK, "--to", "HEAD~1", "--except", id("orders"), "--branch", "mend");
        assertThat(at("mend", "topics.yaml")).contains("orders: {partitions: 2}", "retention.ms: 7d");
    }

    @Test
    void theEnvironmentsOwnFileComesBackOnlyIfThatIsAskedFor() {
        topics("orders: {partitions: 1}");
        desk.commit("first");
        var before = desk.read("environment.yaml");
        desk.on(cluster, "defaults: {topics: {replicationFactor: 1}}\nprotection: {maxDeletes: 9}");
        topics("orders: {partitions: 1, config: {retention.ms: 2d}}");
        desk.commit("second");

        rollback(ExitCode.OK, "--to", "HEAD~1", "--branch", "without");
        assertThat(at("without", "environment.yaml")).contains("maxDeletes: 9");
        rollback(ExitCode.OK, "--to", "HEAD~1", "--with-environment", "--branch", "with");
        assertThat(at("with", "environment.yaml")).isEqualTo(before);
        desk.git("merge", "-q", "--ff-only", "without");
        assertThat(rollback(ExitCode.OK, "--to", "HEAD~2").out())
                .contains("Nothing to restore", "--with-environment restores that");
    }

    @Test
    void aStateThatCannotBeReadIsMended() {
        topics("orders: {partitions: 1}");
        desk.commit("first");
        desk.write("topics.yaml", "topics: {orders: {partitions: many}}\n")
                .write("more.yaml", "a: {")
                .commit("broken");

        rollback(ExitCode.OK, "--to", "HEAD~1", "--branch", "mend");
        assertThat(at("mend", "topics.yaml")).contains(prefix + "orders: {partitions: 1}");
        assertThat(desk.git("ls-tree", "--name-only", "mend", "environments/dev/"))
                .doesNotContain("more.yaml");
    }

    @Test
    void onlyWhatCameBeforeCanBeRestored() {
        topics("orders: {partitions: 1}");
        desk.commit("first");
        desk.git("checkout", "-q", "-b", "elsewhere");
        topics("orders: {partitions: 2}");
        desk.commit("never merged");
        desk.git("checkout", "-q", "main");
        topics("orders: {partitions: 1, config: {retention.ms: 2d}}");
        desk.commit("second");

        assertThat(rollback(ExitCode.REFUSED, "--to", "elsewhere").err()).contains("CAS-ROLLBACK-001");
        assertThat(rollback(ExitCode.INPUT, "--to", "#7").err()).contains("CAS-ROLLBACK-002");
        assertThat(rollback(ExitCode.INPUT, "--to", "HEAD~1", "--select", "topic/other")
                        .err())
                .contains("CAS-ROLLBACK-003");
        assertThat(rollback(ExitCode.INPUT, "--to", "HEAD~1", "--branch", "elsewhere")
                        .err())
                .contains("CAS-GIT-026");
        assertThat(rollback(ExitCode.INPUT, "--to", "HEAD~1", "--select", "topic/x", "--with-environment")
                        .err())
                .contains("--select goes neither");
    }
}
