package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A ledger whose entries must be signed, on a real broker, with real keys and a real remote repository. */
class SignedLedgerIT extends SignedLedgerDesk {
    @Test
    void everyEventIsSignedSoThatGitAcceptsIt() throws Exception {
        applied("ci");
        declare("9d").commit("longer");
        push();
        applied("ci");

        assertThat(exists()).isTrue();
        var audit = desk.run("audit", "dev");
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(ExitCode.OK);
        assertThat(audit.out()).doesNotContain("CAS-AUDIT-018");
        var commits = origin.run("rev-list", "--first-parent", "castellan/ledger/dev")
                .lines()
                .toList();
        assertThat(commits).as("the beginning, and two entries").hasSize(5);
        var signers = "gpg.ssh.allowedSignersFile=" + desk.folder.resolve("allowed_signers");
        for (var commit : commits) {
            assertThat(origin.run("-c", signers, "verify-commit", commit))
                    .contains("Good \"git\" signature for key/ci");
        }
    }

    @Test
    void withoutAKeyThatCountsNothingIsBegun() throws Exception {
        refused(apply(Optional.empty()), "CAS-LEDGER-011", "--ledger-key");
        refused(apply(Optional.of("next")), "CAS-LEDGER-012", "key/next", "key/ci or key/stolen");
        refused(apply(Optional.of("stolen")), "CAS-LEDGER-012", "counted until");
        refused(apply(Optional.of("unlisted")), "CAS-LEDGER-012", "not listed");
        var unusable = apply(Optional.of("missing"));
        assertThat(unusable.err()).contains("CAS-SIGN-021");
        assertThat(unusable.exitCode()).isEqualTo(ExitCode.INPUT);

        assertThat(exists()).isFalse();
        assertThat(ledgerHead()).isEmpty();

        desk.variables.put("CASTELLAN_LEDGER_KEY", key("ci").toString());
        assertThat(apply(Optional.empty()).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anotherKeyTakesOverOnceThePolicyThatNamesItIsApproved() throws Exception {
        applied("ci");
        policy(SIGNED.replace("key/ci,", "key/next,")).declare("9d").commit("the old key is lost");
        push();
        refused(apply(Optional.of("next")), "CAS-LEDGER-012");

        approve();
        applied("next");
        declare("10d").commit("more");
        push();
        refused(apply(Optional.of("ci")), "CAS-LEDGER-012", "key/next or key/stolen");
        applied("next");
        assertThat(retention()).isEqualTo("864000000");
        assertThat(desk.run("audit", "dev").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void theOldKeySignsTheStepToAPolicyThatNamesANewOne() throws Exception {
        applied("ci");
        policy(SIGNED.replace("key/ci,", "key/next,")).declare("9d").commit("another key");
        push();
        approve();
        applied("ci");
        refused(apply(Optional.of("ci")), "CAS-LEDGER-012");
        declare("10d").commit("more");
        push();
        applied("next");
        var audit = desk.run("audit", "dev");
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(ExitCode.OK);
    }
}
