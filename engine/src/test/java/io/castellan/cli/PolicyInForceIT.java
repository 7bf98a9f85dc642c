package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.git.RemoteSettings;
import io.castellan.trust.TrustFile;
import io.castellan.trust.TrustedRepository;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which version of a policy decides, whatever a commit, a record or a trust says. */
class PolicyInForceIT extends GovernedCase {
    @Test
    void aNewPolicyCountsOnlyOnceItIsApprovedUnderTheOldOne() throws Exception {
        approved("reviewer");
        applied();
        governed.keygen("crony");
        policy(POLICY.replace("kafka-admins: [admin]", "kafka-admins: [admin, crony]")
                .replace("reviewers: [reviewer, second]", "reviewers: [reviewer, second, crony]")
                .replace("groups:", "  crony: {keys: [key/crony]}\ngroups:"));
        governed.signers("admin", "reviewer", "second", "deployer", "crony");
        declare("10d").commit("a friend may approve");
        push();

        refused(approve("crony"), "CAS-AUTH-006");
        var waiting = apply();
        refused(waiting, "CAS-AUTH-001");
        assertThat(waiting.out() + waiting.err()).contains("CAS-AUTH-008", "allowed_signers, castellan.yaml");

        approved("reviewer");
        applied();
        assertThat(entries().get(1).intent().warrant().policy())
                .as("one approval is enough for the topic, not for the policy")
                .isEqualTo(entries().get(0).intent().warrant().policy());

        declare("11d").commit("more");
        push();
        approved("reviewer");
        approved("second");
        applied();
        assertThat(entries().get(2).intent().warrant().policy()).contains(head());

        declare("13d").commit("again");
        push();
        approved("crony");
        applied();
        assertThat(entries().get(3).intent().warrant().approvers()).containsExactly("crony");
    }

    @Test
    void untilItIsApprovedEveryCommandSaysThatItIsNotInForceAndAnswersByTheOldOne() throws Exception {
        approved("reviewer");
        applied();
        assertThat(desk.run("status", "dev").out()).doesNotContain("policy ");
        policy(POLICY.replace("accounts: [jenkins:ci:deployer]", "accounts: [jenkins:ci:deployer, local:late]"));
        desk.commit("one more account");
        push();
        var waits = "the version of " + origin.run("rev-parse", "main~1").substring(0, 12)
                + " stays in force, as 2 approvals are needed and 0 are given";

        assertThat(desk.run("status", "dev").out()).contains("policy    commit ", waits);
        assertThat(desk.run("status", "dev", "--format", "json").out()).contains("\"control\"", "CAS-AUTH-008", waits);
        assertThat(desk.run("status", "dev", "--format", "html").out()).contains("policy not in force");
        assertThat(desk.run("drift", "dev").err()).contains("dev: warning CAS-AUTH-008", waits);
        assertThat(desk.run("promote", "--from", "dev", "--to", "dev", "--dry-run")
                        .err())
                .contains("CAS-AUTH-008", waits);
        assertThat(desk.run(
                                "raise-retention",
                                "dev",
                                "topic/" + topic,
                                "--to",
                                "30d",
                                "--until",
                                "2999-01-01",
                                "--reason",
                                "incident 4711")
                        .err())
                .contains("CAS-AUTH-008", waits);
        var check = List.of("access", "check", "dev", "--as", "local:late", "--execute");
        var asked = desk.run(check.toArray(String[]::new));
        assertThat(asked.err()).contains("CAS-AUTH-008", waits);
        assertThat(asked.exitCode()).as(asked.out()).isEqualTo(ExitCode.REFUSED);
        assertThat(asked.out()).contains("CAS-ACCESS-001");
        var proposed = desk.run(
                Stream.concat(check.stream(), Stream.of("--commit", "HEAD")).toArray(String[]::new));
        assertThat(proposed.exitCode()).as(proposed.err()).isEqualTo(ExitCode.OK);
        assertThat(proposed.err()).as("of what is not in force").contains("CAS-AUTH-008", waits);

        approved("reviewer");
        approved("second");
        assertThat(desk.run("status", "dev").out()).doesNotContain("policy ");
        assertThat(desk.run(check.toArray(String[]::new)).exitCode())
                .as("the next apply goes by it")
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void anotherClusterIsNotConnectedToBeforeThatIsApproved() throws Exception {
        approved("reviewer");
        applied();
        desk.write(
                "environment.yaml",
                desk.read("environment.yaml").replaceAll("bootstrapServers: .*", "bootstrapServers: [127.0.0.1:1]"));
        declare("10d").commit("elsewhere");
        push();

        approved("reviewer");
        var said = apply();
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("CAS-AUTH-008", "environment.yaml#cluster");
        var drift = desk.run("drift", "dev");
        assertThat(drift.exitCode()).as(drift.out() + drift.err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsMergedAndNotApprovedIsNotWhereProposalsAreHeldAgainst() throws Exception {
        approved("reviewer");
        applied();
        var before = desk.read("environment.yaml");
        try (var trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            desk.write(
                            "environment.yaml",
                            before.replaceAll(
                                    "bootstrapServers: .*",
                                    "bootstrapServers: ['127.0.0.1:" + trap.getLocalPort() + "']"))
                    .commit("elsewhere");
            push();
            declare("10d");

            var onDisk = desk.run("plan", "dev");
            var imported = desk.run("import", "dev");
            desk.git("checkout", "-q", "-b", "feature");
            desk.commit("more");
            var proposed = desk.run("plan", "dev", "--against", "main", "--commit", "feature");
            var built = desk.run("ci");

            assertThat(trap).satisfies(server -> {
                server.setSoTimeout(1);
                assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
            });
            for (var said : List.of(onDisk, proposed, built)) {
                GovernedDesk.ended(ExitCode.OK, said);
                assertThat(said.out()).contains("CAS-AUTH-008", "retention.ms");
            }
            GovernedDesk.ended(ExitCode.OK, imported);
        }
    }

    @Test
    void theApprovalOfAPolicyThatWasLeftAgainDoesNotBringItBack() throws Exception {
        approved("reviewer");
        applied();
        var strict = inForce();
        policy(POLICY + "    approvals: {control: 1}\n");
        declare("10d").commit("looser");
        push();
        approved("reviewer");
        approved("second");
        applied();
        assertThat(inForce()).isNotEqualTo(strict);

        policy(POLICY);
        declare("11d").commit("strict again");
        push();
        approved("reviewer");
        applied();
        var again = inForce();
        assertThat(again).contains(head());

        policy(POLICY + "    approvals: {control: 1}\n");
        declare("12d").commit("the same as was approved once");
        push();
        assertThat(desk.run("approvals", "dev").out())
                .contains("✗ castellan.yaml  2 approvals are needed and 0 are given");
        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008");
    }

    @Test
    void anUnsignedCommitThatChangesThePolicyIsApprovedByNobodyWhereCommitsMustBeSigned() throws Exception {
        policy(POLICY + "    signed: {commits: required}\n    approvals: {safe: 0, control: 1}\n");
        desk.commit("signed commits");
        push();
        pin();
        policy(POLICY + "    signed: {commits: optional}\n    approvals: {safe: 0, control: 1}\n");
        desk.commit("in the name of another");
        push();
        approved("reviewer");

        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008", "unknown:unsigned:");
        refused(said, "CAS-AUTH-007");
    }

    @Test
    void nothingFromBeforeTheBranchIsBelievedIsAppliedOrInForce() throws Exception {
        var first = head();
        var trust = Files.readString(temp.resolve("trust.yaml"));
        approved("reviewer");
        applied();
        assertThat(inForce()).contains(first);
        policy(POLICY + "    approvals: {safe: 2}\n");
        declare("10d").commit("stricter");
        push();
        pin();

        refused(desk.run("apply", "dev", "--yes", "--commit", first, "--as", "jenkins:ci:deployer"), "CAS-TRUST-003");
        approved("reviewer");
        refused("CAS-AUTH-001");
        Files.writeString(temp.resolve("trust.yaml"), trust);
    }

    @Test
    void aTrustThatBeginsAfterThePolicyWentDoesNotFallBackToTheOneOfTheRecord() throws Exception {
        approved("reviewer");
        applied();
        var trust = Files.readString(temp.resolve("trust.yaml"));
        Files.delete(desk.folder.resolve("castellan.yaml"));
        desk.commit("nothing any more");
        push();
        pin();

        refused(desk.run("approvals", "dev"), "CAS-TRUST-003");
        Files.writeString(temp.resolve("trust.yaml"), trust);
    }

    @Test
    void aTrustThatBeginsBeforeThePolicyBelievesTheFirstOne() throws Exception {
        var policy = Files.readString(desk.folder.resolve("castellan.yaml"));
        Files.delete(desk.folder.resolve("castellan.yaml"));
        desk.commit("nothing yet");
        pin();
        policy(policy);
        desk.commit("the policy");
        policy(policy + "    approvals: {safe: 0}\n    separate: []\n");
        desk.commit("looser");
        push();

        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008");
        refused(said, "CAS-AUTH-001");
    }

    @Test
    void anEntryThatSomebodyPushedBringsNoPolicyThatNobodyApproved() throws Exception {
        approved("reviewer");
        applied();
        var good = inForce().orElseThrow();
        policy(POLICY + "    approvals: {safe: 0}\n    separate: []\n");
        declare("10d").commit("looser");
        push();
        forge(text -> text.replace(good, head()), "intent", "plan", "outcome");
        assertThat(inForce()).as("what it says").contains(head());

        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008");
        refused(said, "CAS-AUTH-001");
    }

    @Test
    void whoWroteOrApprovedAPolicyDoesNotBringItIntoForce() throws Exception {
        policy(POLICY.replace("keys: [key/second]", "keys: [key/second], accounts: [local:second]")
                .replace("developers: [deployer]", "developers: [deployer, second, admin]")
                .replace("kafka-admins: [admin]", "kafka-admins: [admin, deployer]")
                .replace("deployer: {", "deployer: {emails: [deployer@example.org], "));
        desk.commit("who");
        push();
        pin();
        policy(Files.readString(desk.folder.resolve("castellan.yaml")) + "    approvals: {safe: 1}\n");
        desk.commit("another policy");
        desk.git("config", "user.email", "deployer@example.org");
        declare("9d").commit("by somebody else");
        push();
        approved("reviewer");
        approved("second");

        refused(governed.apply("local:second"), "CAS-AUTH-005");
        refused(governed.apply("local:admin"), "CAS-AUTH-005");
        refused(
                governed.run("apply", "dev", "--commit", "main", "--as", "local:admin"),
                "CAS-AUTH-005"); // not asked first
        assertThat(exists()).isFalse();
    }

    private Governance governance() {
        var settings = new RemoteSettings(RemoteSettings.PATIENCE, desk.variables, new Random(), line -> {});
        var trust = TrustFile.read(temp.resolve("trust.yaml"), "trust.yaml");
        try (var workspace = new Workspace(desk.folder, "environments", GitRepository.discover(desk.folder))
                .under(TrustedRepository.open(trust, temp.resolve("own-cache"), settings))) {
            var loading = new Loading(workspace, Rooms.registry(), Clock.systemUTC());
            return Governance.of(
                            workspace,
                            loading,
                            Clock.systemUTC(),
                            new Hosting(Clock.systemUTC(), name -> ""),
                            "dev",
                            head(),
                            List.of())
                    .orElseThrow();
        }
    }

    @Test
    void whatWasPlannedByOnePolicyIsNotExecutedByAnother() throws Exception {
        policy(POLICY + "    approvals: {safe: 2}\n");
        desk.commit("stricter");
        push();
        var planned = governance();
        governance().requireStill(planned);
        approved("reviewer");
        governance().requireStill(planned);
        approved("second");

        assertThatThrownBy(() -> governance().requireStill(planned)).hasMessageContaining("CAS-AUTH-011");
    }

    @Test
    void aPolicyIsNotTakenAwayHoweverManyWouldApproveThat() throws Exception {
        approved("reviewer");
        applied();
        Files.delete(desk.folder.resolve("castellan.yaml"));
        declare("10d").commit("no policy");
        push();

        refused(approve("reviewer"), "CAS-AUTH-012");
        refused("CAS-AUTH-012");
    }
}
