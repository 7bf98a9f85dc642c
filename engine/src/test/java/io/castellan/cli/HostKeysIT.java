package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.Debt;
import io.castellan.diagnostics.ExitCode;
import io.castellan.ledger.ApprovalFormat;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Digest;
import io.castellan.signature.SshSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the key of a host is good for: its accounts said something. Nothing else. */
class HostKeysIT extends GovernedCase {
    private static final String ACCOUNTS = POLICY.replace(
                    "{emails: [reviewer@example.org], keys: [key/reviewer]}",
                    "{emails: [reviewer@example.org], keys: [key/reviewer], accounts: [jenkins:ci:reviewer, gitea:reviewer]}")
            .replace("accounts: [local:admin]}", "accounts: [local:admin, jenkins:ci:admin]}")
            .replace(
                    "execute: [developers]",
                    "execute: [developers]\n    breakGlass: {group: kafka-admins, may: [approval]}");

    @BeforeEach
    void aHostWithAKey() throws Exception {
        governed.keygen("host");
        begun(ACCOUNTS);
    }

    private void begun(String policy) throws IOException {
        policy(policy);
        Files.writeString(
                desk.folder.resolve("allowed_signers"),
                governed.signer("reviewer", "")
                        + governed.signer("second", "")
                        + governed.signer("admin", "")
                        + governed.signer("host", "").replace("key/host ", "host/jenkins:ci "));
        desk.commit("a host");
        push();
        pin();
    }

    private Desk.Said vouched(String account, String... more) {
        var arguments = new ArrayList<>(List.of("--account", account));
        arguments.addAll(List.of(more));
        return approve("host", arguments.toArray(String[]::new));
    }

    @Test
    void itVouchesForAnAccountWhosePersonThenApproved() {
        refused("CAS-AUTH-001");
        assertThat(GovernedDesk.ended(ExitCode.OK, vouched("jenkins:ci:reviewer", "--comment", "on the page"))
                        .out())
                .contains("Approved by reviewer: 1 change");

        applied();

        assertThat(entries().get(0).intent().warrant().approvals())
                .singleElement()
                .satisfies(counted -> {
                    assertThat(counted.person()).isEqualTo("reviewer");
                    assertThat(counted.signed().approval().account()).contains("jenkins:ci:reviewer");
                });
        assertThat(governed.good("history", "dev").out()).contains("approved  reviewer (jenkins:ci:reviewer)\n");
        assertThat(governed.good("audit", "dev").out())
                .contains("note CAS-AUDIT-026", "signed by a host for 'jenkins:ci:reviewer'");
    }

    @Test
    void aPersonIsOneHoweverTheyApproved() throws Exception {
        begun(ACCOUNTS.replace("execute: [developers]", "execute: [developers]\n    approvals: {safe: 2}"));
        GovernedDesk.ended(ExitCode.OK, vouched("jenkins:ci:reviewer"));
        approved("reviewer");
        refused("CAS-AUTH-001");

        approved("second");
        applied();
    }

    @Test
    void itVouchesForNothingButItsOwnAccounts() throws Exception {
        for (var account :
                List.of("gitea:reviewer", "jenkins:other:reviewer", "jenkins:ci", "key/reviewer", "host/jenkins:ci")) {
            refused(vouched(account), "for which the key that signed it does not vouch");
        }
        refused(vouched("jenkins:ci:stranger"), "CAS-ACCESS-001");
        refused(vouched("jenkins:ci:admin"), "CAS-ACCESS-002");
        refused(approve("host"), "host/jenkins:ci vouches for accounts, and it names none");
        refused(approve("reviewer", "--account", "jenkins:ci:reviewer"), "does not vouch");
        refused("CAS-AUTH-001");
        assertThat(exists()).isFalse();
    }

    @Test
    void neitherANewControlSetNorBrokenGlassIsItsBusiness() throws Exception {
        GovernedDesk.ended(
                ExitCode.OK, governed.apply("local:admin", "--break-glass", "approval", "--reason", "incident 4711"));
        var debt = Debt.of(entries().get(0).intent()).orElseThrow();
        assertThat(vouched("jenkins:ci:reviewer", "--sign-off", "1").exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(desk.run(
                                "approvals",
                                "dev",
                                "--approval",
                                signed(debt.digest()).toString())
                        .out())
                .as("nor where somebody signs it all the same")
                .contains("CAS-AUTH-014");

        policy(ACCOUNTS.replace("kafka-admins: [admin]", "kafka-admins: [admin, second]"));
        desk.commit("one more");
        push();
        refused(vouched("jenkins:ci:reviewer"), "which no host approves for anybody");
        var digest = desk.run("plan", "dev", "--commit", "main")
                .out()
                .replaceAll("(?s).*CAS-AUTH-008.*?(sha256:[0-9a-f]{64}).*", "$1");
        approved("second");
        assertThat(desk.run(
                                "approvals",
                                "dev",
                                "--approval",
                                signed(new Digest(digest)).toString())
                        .err())
                .contains("2 approvals are needed and 1 is given");
        approved("reviewer");
        assertThat(desk.run("approvals", "dev").err()).doesNotContain("CAS-AUTH-008");
    }

    private Path signed(Digest digest) throws IOException {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var approval = new Approval(
                entries().get(0).intent().target(),
                Optional.of(origin.run("rev-parse", "castellan/ledger/dev").strip()),
                List.of(digest),
                new TreeMap<>(),
                Verdict.APPROVE,
                "",
                Optional.of("jenkins:ci:reviewer"),
                now,
                now.plus(1, ChronoUnit.DAYS));
        var signature = new SshSigner(Path.of(governed.key("host")), Duration.ofMinutes(1), line -> {})
                .sign(approval.signedBytes(), "castellan-approval");
        return Files.write(
                temp.resolve("vouched.json"), ApprovalFormat.write(new Signed(approval, signature.armored())));
    }

    private void signedByTheHost() {
        desk.git("config", "gpg.format", "ssh");
        desk.git("config", "user.signingkey", governed.key("host"));
        desk.git("config", "commit.gpgSign", "true");
        declare("9d").commit("merged by the host");
        push();
    }

    @Test
    void whoseMergeItSignsInGitItDoesNotTakePartInIt() throws Exception {
        signedByTheHost();
        approved("reviewer");
        applied();

        assertThat(entries().get(0).intent().warrant().authors()).containsExactly("admin");
    }

    @Test
    void whatItSignsInGitIsSignedByNoPerson() throws Exception {
        begun(ACCOUNTS.replace("execute: [developers]", "execute: [developers]\n    signed: {commits: required}"));
        desk.git("config", "gpg.format", "ssh");
        desk.git("config", "user.signingkey", governed.key("host"));
        desk.git("config", "commit.gpgSign", "true");
        onlySigned();
        push();
        approved("reviewer");
        refused("CAS-AUTH-007");
        assertThat(entries()).isEmpty();

        desk.git("config", "user.signingkey", governed.key("admin"));
        desk.git("commit", "-q", "--amend", "--no-edit", "-S");
        desk.git("push", "-q", "--force", "origin", "main");
        governed.onAnotherMachine();
        applied();
    }
}
