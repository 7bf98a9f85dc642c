package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code access doctor} says of a ledger that has an entry. */
class AccessDoctorRecordIT extends AuditedRecord {
    private RealGit origin;

    @BeforeEach
    void aRepositoryThatHasTheRecord() throws IOException {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        git.run("remote", "add", "origin", origin.folder().toString());
        git.run("push", "-q", "origin", "main", LEDGER);
        chronicle.desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        trust(git.run("rev-parse", "HEAD"));
    }

    private void trust(String policy) throws IOException {
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin.folder(), policy));
        chronicle.desk.variables.put(
                "CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
    }

    /** Nobody of the group that may break the glass has an account, which is a problem in any case. */
    private String doctor() {
        var said = chronicle.desk.run("access", "doctor", "dev");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out()).contains("problem      CAS-DOCTOR-006 dev");
        return said.out();
    }

    @Test
    void aSharedLedgerIsWellAndOneThatWentOnHereIsTold() {
        assertThat(doctor())
                .contains(
                        "ok           dev: " + LEDGER + " of " + origin.folder() + " is at " + head().substring(0, 12))
                .doesNotContain("CAS-DOCTOR-014", "CAS-DOCTOR-019");

        applySecond(authorised("admin").of(more));
        assertThat(doctor()).contains("warning      CAS-DOCTOR-019 dev: " + LEDGER + " here has commits");
    }

    @Test
    void aTrustThatForgetsThePolicyInForceIsTold() throws IOException {
        declare("admin", "3");
        git.run("push", "-q", "origin", "main");
        trust(git.run("rev-parse", "HEAD"));

        assertThat(doctor()).contains("CAS-DOCTOR-014 dev: the trust file believes");
    }

    @Test
    void anEntryThatIsNotSignedAsThePolicyWantsIsAProblem() throws IOException {
        chronicle.desk.variables.remove("CASTELLAN_TRUST");
        git.write("castellan.yaml", POLICY + "    signed: {ledger: required, keys: [key/jenkins]}\n");

        assertThat(doctor()).contains("problem      CAS-LEDGER-013 entry #1 of the ledger of dev");
    }

    @Test
    void aLedgerThatWasRewrittenIsAProblem() {
        doctor();
        origin.run("update-ref", "refs/heads/" + LEDGER, git.run("rev-parse", "HEAD"));

        assertThat(doctor()).as("said once").containsOnlyOnce("CAS-GIT-019").contains("looked at for dev");
    }
}
