package io.castellan.cli;

import static io.castellan.cli.Chronicle.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Change;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an audit says of entries that are older than the policy from which on a trust believes the branch. */
class AuditNewerTrustIT extends AuditedRecord {
    private static final String NOTE = "note CAS-AUDIT-023: the entries up to #";

    private final Change third = change(Verb.UPDATE, "orders", "partitions", "2", "3", "orders.yaml:1:20");

    private String told() {
        var said = chronicle.desk.run("audit", "dev");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        return said.out();
    }

    @Test
    void areJudgedByThePolicyThatTheyNameWhichIsANote() throws Exception {
        applySecond(authorised("admin").of(more));
        var pinned = declare("admin", "3");
        trustFrom(pinned);

        assertThat(told()).contains(NOTE + "2 are older").doesNotContain("error");

        // when the trust's own policy is in force
        policy = pinned;
        apply(authorised("admin"), third);
        git.run("push", "-q", "origin", LEDGER);
        assertThat(told()).contains(NOTE + "2 are older").doesNotContain("error");
    }

    @Test
    void areNoneWhereTheTrustWasPinnedInTime() throws Exception {
        trustFrom(policy);
        assertThat(told()).doesNotContain("CAS-AUDIT-023");
    }

    @Test
    void areJudgedAllTheSame() throws Exception {
        applySecond(by(DEPLOYER, List.of("admin")));
        trustFrom(declare("admin", "3"));

        assertFound("#2 ", "CAS-AUTH-001");
    }

    @Test
    void changeThePolicyAmongThemselvesOnlyAsItWasApproved() throws Exception {
        git.write("castellan.yaml", POLICY.replace("approve: [reviewers]", "approve: [reviewers, kafka-admins]"));
        policy = declare("admin", "2");
        chronicle.end(chronicle.begin(authorised("admin").of(more), more), ChangeResult.APPLIED);
        trustFrom(declare("admin", "3"));

        assertFound("#2 ", "CAS-AUDIT-004");
    }

    @Test
    void comeFirstOrNotAtAll() throws Exception {
        var old = policy;
        var pinned = declare("admin", "2");
        policy = pinned;
        chronicle.end(chronicle.begin(authorised("admin").of(more), more), ChangeResult.APPLIED);
        declare("admin", "3");
        policy = old;
        apply(authorised("admin"), third);
        trustFrom(pinned);

        assertFound("#3 ", "CAS-AUDIT-004");
        assertThat(chronicle.desk.run("audit", "dev").out()).contains(NOTE + "1 are older");
    }

    @Test
    void nameOnlyAPolicyThatTheBranchHeld() throws Exception {
        git.run("checkout", "-q", "-b", "side");
        policy = declare("admin", "9");
        git.run("checkout", "-q", "main");
        applySecond(authorised("admin").of(more));
        trustFrom(declare("admin", "3"));
        git.run("push", "-q", "origin", "side");

        assertFound("#2 ", "CAS-AUDIT-00");
        assertThat(chronicle.desk.run("audit", "dev").out())
                .contains("error CAS-AUDIT-003", "error CAS-AUDIT-004", NOTE + "1 are older");
    }

    @Test
    void mayHaveHadNoPolicyWhereTheStateHadNone() throws Exception {
        git.run("update-ref", "-d", "refs/heads/" + LEDGER);
        git.run("rm", "-q", "castellan.yaml");
        declare("admin", "1");
        chronicle.apply(orders);
        git.write("castellan.yaml", POLICY);
        trustFrom(declare("admin", "2"));

        assertThat(told()).contains(NOTE + "1 are older");
    }

    @Test
    void mustNameThePolicyOfAStateThatHadOne() throws Exception {
        git.run("update-ref", "-d", "refs/heads/" + LEDGER);
        chronicle.apply(orders);
        trustFrom(declare("admin", "2"));

        assertFound("#1 ", "CAS-AUDIT-004");
    }
}
