package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.Debt;
import io.castellan.access.Debts;
import io.castellan.access.PolicyReader;
import io.castellan.access.PolicyVersion;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problems;
import io.castellan.git.GitRepository;
import io.castellan.json.SchemaValidator;
import io.castellan.ledger.ApprovalBranch;
import io.castellan.signature.AllowedSigners;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken glass stays a debt until another person signs it off, with real keys, on a real broker. */
class SignOffIT {
    private static final String SHOWN = "left out approval: incident 4711";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String orders = cluster.prefix() + "orders";
    private GovernedDesk governed;

    @BeforeEach
    void theGlassIsBroken() throws Exception {
        governed = new GovernedDesk(temp, cluster, state("7d"));
        GovernedDesk.ended(
                ExitCode.OK, governed.apply("local:admin", "--break-glass", "approval", "--reason", "incident 4711"));
    }

    private String state(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(orders, retention);
    }

    private Desk.Said signOff(String who, String number) {
        return governed.approve(who, "--sign-off", number);
    }

    @Test
    void theDebtIsShownUntilAnotherPersonWhoMayApproveSignsItOff() {
        assertThat(governed.run("approvals", "dev").out())
                .contains("warning CAS-AUTH-014: apply #1 of ", "run by local:admin", SHOWN);

        assertThat(governed.good("status").out()).contains("debts     apply #1 of ", SHOWN, "--sign-off 1");
        assertThat(governed.good("status", "--format", "json").out()).contains("\"kind\": \"signOff\"", "CAS-AUTH-014");
        assertThat(governed.good("status", "--format", "html").out()).contains("1 debt<", SHOWN);
        assertThat(governed.good("history", "dev").out())
                .contains("a debt: nobody signed it off")
                .containsPattern("policy +of commit [0-9a-f]{12}\n");
        assertThat(governed.good("audit", "dev").out())
                .contains("#1", "warning CAS-AUTH-014: apply #1 of ", SHOWN)
                .containsSubsequence("CAS-AUTH-014", "CAS-AUDIT-018");

        GovernedDesk.refused(signOff("admin", "1"), "CAS-AUTH-013");
        GovernedDesk.refused(signOff("deployer", "1"), "CAS-ACCESS-002");
        governed.desk.write("state.yaml", state("8d")).commit("more");
        governed.push();
        GovernedDesk.ended(ExitCode.OK, governed.approve("second"));
        assertThat(governed.run("approvals", "dev").out())
                .as("what else was approved is not this")
                .contains(SHOWN);

        var said = GovernedDesk.ended(ExitCode.OK, signOff("second", "1"));
        assertThat(said.out()).contains("topic/" + orders, "Signed off by second: apply #1.");
        assertThat(governed.run("approvals", "dev").out()).doesNotContain(SHOWN);
        assertThat(governed.good("status").out()).doesNotContain("debts");
        assertThat(governed.good("history", "dev").out()).contains("; signed off by second");
        assertThat(governed.good("history", "dev", "--format", "json").out()).contains("\"signedOffBy\": \"second\"");
        assertThat(governed.good("audit", "dev").out()).doesNotContain("CAS-AUTH-014");
        assertThat(signOff("reviewer", "1").out()).contains("It is signed off already.");
    }

    @Test
    void whoIsAskedIsToldBeforeThatTheGlassIsBroken() {
        governed.desk.write("state.yaml", state("8d")).commit("more");
        governed.push();
        governed.desk.watchedBy(question -> Optional.of("no"));

        var said = governed.run(
                "apply",
                "dev",
                "--commit",
                "main",
                "--as",
                "local:admin",
                "--break-glass",
                "approval",
                "--reason",
                "4711");

        assertThat(said.err()).containsSubsequence("Breaking the glass: leaving out approval.", "the answer was not");
        assertThat(said.err().split("Breaking the glass", -1)).as("once").hasSize(2);
    }

    @Test
    void anApplyThatFoundNothingToDoIsSaidToHaveChangedNothing() {
        governed.desk.write("state.yaml", state("7d") + "\n# the same").commit("words");
        governed.push();
        GovernedDesk.ended(
                ExitCode.OK, governed.apply("local:admin", "--break-glass", "approval", "--reason", "incident 4712"));

        assertThat(GovernedDesk.ended(ExitCode.OK, signOff("second", "2")).out())
                .contains("incident 4712. It changed nothing.");
    }

    @Test
    void onlyWhatWasLeftOutCanBeSignedOffAndThatApprovesNothingElse() {
        GovernedDesk.ended(ExitCode.OK, signOff("second", "1"));
        governed.desk.write("state.yaml", state("8d")).commit("more");
        governed.push();
        GovernedDesk.refused(governed.apply("jenkins:ci:deployer"), "CAS-AUTH-001");
        governed.applied("second");

        assertThat(GovernedDesk.ended(ExitCode.INPUT, signOff("second", "2")).err())
                .contains("CAS-CLI-021");
        assertThat(GovernedDesk.ended(ExitCode.INPUT, signOff("second", "3")).err())
                .contains("CAS-CLI-021");
        assertThat(GovernedDesk.ended(ExitCode.INPUT, governed.approve("second", "--sign-off", "1", "--reject"))
                        .err())
                .contains("--sign-off goes with none");
    }

    @Test
    void itDoesNotExpireAndEndsWithItsKeyAndItsRights() throws Exception {
        GovernedDesk.ended(ExitCode.OK, signOff("second", "1"));
        var good = Files.readString(governed.desk.folder.resolve("allowed_signers"));
        var later = Instant.now().plus(Duration.ofDays(400));

        assertThat(debts(GovernedDesk.POLICY, good, later)).isEmpty();
        assertThat(debts(
                        GovernedDesk.POLICY,
                        good.replace("key/second ", "key/second valid-before=\"20270101Z\" "),
                        later))
                .as("the key is revoked")
                .hasSize(1);
        assertThat(debts(
                        GovernedDesk.POLICY.replace("reviewers: [reviewer, second]", "reviewers: [reviewer]"),
                        good,
                        later))
                .as("the right is gone")
                .hasSize(1);
        assertThat(debts(
                        GovernedDesk.POLICY.replace("accounts: [local:admin]", "accounts: [github:admin]"),
                        good,
                        later))
                .as("nobody knows who broke the glass, so it may have been the same person")
                .hasSize(1);
    }

    @Test
    void plainGitTellsTheDigestThatIsSigned() throws Exception {
        GovernedDesk.ended(ExitCode.OK, signOff("second", "1"));
        var tree = governed.origin.run("ls-tree", "-r", "castellan/ledger/dev", "events/0000/000001-intent.json");
        var blob = tree.replaceAll(".*blob ([0-9a-f]{40}).*", "$1");
        var file = temp.resolve("intent.json");
        var process = new ProcessBuilder("git", "cat-file", "blob", blob)
                .directory(governed.origin.folder().toFile())
                .redirectOutput(file.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        var sum = new ProcessBuilder("sha256sum", file.toString()).start();
        var digest = new String(sum.getInputStream().readAllBytes(), StandardCharsets.UTF_8).substring(0, 64);

        assertThat(governed.origin.run("grep", "-h", "sha256:" + digest, "castellan/approvals/dev"))
                .contains(digest);
    }

    private List<Debt> debts(String policy, String signers, Instant now) {
        try (var git = GitRepository.discover(governed.origin.folder()).orElseThrow()) {
            var approvals = new ApprovalBranch(git, "castellan/approvals/dev").since(Instant.EPOCH, note -> {});
            var problems = new Problems();
            var version = new PolicyVersion(
                    governed.head(),
                    new PolicyReader(new SchemaValidator()::validate)
                            .read("castellan.yaml", policy.getBytes(StandardCharsets.UTF_8), Set.of("dev"), problems)
                            .orElseThrow(() -> new AssertionError(problems.sorted())),
                    AllowedSigners.read("allowed_signers", signers.getBytes(StandardCharsets.UTF_8), problems));
            return Debts.of(governed.entries(), approvals, version, now);
        }
    }
}
