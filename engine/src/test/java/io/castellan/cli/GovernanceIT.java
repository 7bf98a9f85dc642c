package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Warrant.BreakGlass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writing, approving and executing as three privileges. */
class GovernanceIT extends GovernedCase {
    @Test
    void whatOneWroteAnotherApprovedAThirdExecutesAndTheRecordHasItAll() throws Exception {
        refused("CAS-AUTH-001");
        assertThat(exists()).isFalse();
        assertThat(entries()).as("nothing was begun").isEmpty();
        refused(desk.run("approvals", "dev"), "CAS-AUTH-001");

        approved("reviewer", "--comment", "agreed with payments");
        assertThat(desk.run("approvals", "dev").out())
                .contains("✓ topic/" + topic
                        + "  1 of 1 approval (safe) · approved by reviewer (\"agreed with payments\")"
                        + " · written by admin");
        applied();

        assertThat(exists()).isTrue();
        var warrant = entries().get(0).intent().warrant();
        assertThat(warrant.authors()).containsExactly("admin");
        assertThat(warrant.approvers()).containsExactly("reviewer");
        assertThat(warrant.approvals().get(0).signed().approval().comment()).isEqualTo("agreed with payments");
        assertThat(warrant.policy()).contains(head());
        assertThat(entries().get(0).intent().executor().person()).isEqualTo("deployer");
        assertThat(origin.run("log", "--format=%s", "castellan/ledger/dev"))
                .contains("dev #1: 1 changed · approved by reviewer · run by deployer");
    }

    @Test
    void whoWroteItNeitherApprovesNorExecutes() throws Exception {
        refused(approve("admin"), "CAS-ACCESS-002");
        approved("reviewer");
        refused(governed.apply("local:admin"), "CAS-ACCESS-002");
        refused(governed.apply("jenkins:other:deployer"), "CAS-ACCESS-001");
        assertThat(exists()).isFalse();
    }

    @Test
    void whatSomebodyWroteWhoMayNotIsNotSaidToBeInOrderAlsoWhereNobodyHasToApprove() throws Exception {
        policy(
                POLICY.replace(
                        "execute: [developers]\n",
                        "execute: [developers]\n    approvals: {safe: 0, destructive: 1, irreversible: 1, environmentOnly: 1}\n"));
        desk.git("config", "user.email", "stranger@example.org");
        declare("9d").commit("a stranger's");
        push();
        pin();

        var said = desk.run("approvals", "dev");

        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.err()).contains("CAS-AUTH-004", "stranger@example.org");
        assertThat(said.out())
                .contains("✗ topic/" + topic + "  needs no approval")
                .doesNotContain("✓");
    }

    @Test
    void aReviewerWhoWroteItDoesNotApproveIt() throws Exception {
        policy(POLICY.replace("write: [kafka-admins]", "write: [kafka-admins, reviewers]"));
        desk.git("config", "user.email", "reviewer@example.org");
        declare("9d").commit("the reviewer's own");
        push();
        pin();
        refused(approve("reviewer"), "CAS-AUTH-016");
        refused("CAS-AUTH-001");

        approved("second");
        applied();
    }

    @Test
    void whoWroteSomeOfItApprovesTheRestAndIsTold() throws Exception {
        policy(POLICY.replace("write: [kafka-admins]", "write: [kafka-admins, reviewers]"));
        declare("9d").commit("somebody else's");
        desk.git("config", "user.email", "reviewer@example.org");
        desk.write("more.yaml", "topics: {" + topic + ".more: {partitions: 1}}\n");
        desk.commit("the reviewer's own");
        push();
        pin();

        var said = approve("reviewer");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.err())
                .contains("warning CAS-AUTH-016: topic/" + topic + ".more: the approval of 'reviewer'")
                .doesNotContain("topic/" + topic + ",");
        assertThat(desk.run("approvals", "dev", "--commit", "main").out())
                .contains("✓ topic/" + topic + "  ", "✗ topic/" + topic + ".more  ");
    }

    @Test
    void whereCommitsMustBeSignedATagThatNamesOneMustBe() throws Exception {
        desk.git("config", "gpg.format", "ssh");
        desk.git("config", "user.signingkey", governed.key("admin"));
        desk.git("config", "commit.gpgSign", "true");
        policy(POLICY.replace("execute: [developers]", "execute: [developers]\n    signed: {commits: required}"));
        governed.keygen("stranger");
        onlySigned();
        push();
        pin();
        approved("reviewer");
        desk.git("tag", "-a", "unsigned", "-m", "a release");
        desk.git("-c", "user.signingkey=" + governed.key("stranger"), "tag", "-s", "strange", "-m", "a release");
        desk.git("tag", "-s", "v1", "-m", "a release");
        desk.git("update-ref", "refs/tags/v2", "refs/tags/v1");

        refused(named("unsigned"), "the tag 'unsigned' that names what is applied does not count: it has no signature");
        refused(named("strange"), "the tag 'strange' that names what is applied does not count");
        assertThat(named("v2").err()).contains("CAS-GIT-024");
        assertThat(entries()).isEmpty();
        GovernedDesk.ended(ExitCode.OK, named("refs/tags/v1"));
        assertThat(entries()).hasSize(1);
    }

    private Desk.Said named(String revision) {
        return desk.run("apply", "dev", "--yes", "--commit", revision, "--as", "jenkins:ci:deployer");
    }

    @Test
    void aSecretThatThePolicyDoesNotAllowIsRefused() throws Exception {
        desk.write(
                "more.yaml",
                "users: {billing: {mechanisms: [{type: SCRAM-SHA-256}], password: ${env:OTHER}, rotation: 1}}\n");
        desk.commit("another secret");
        push();

        var said = apply();
        assertThat(said.err()).contains("CAS-POLICY-018");
        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(exists()).isFalse();
    }

    @Test
    void aPolicyWithoutATrustDoesNotLetAClusterBeChanged() throws Exception {
        desk.variables.remove("CASTELLAN_TRUST");
        approved("reviewer");

        refused(desk.run("apply", "dev", "--yes", "--as", "jenkins:ci:deployer"), "CAS-AUTH-009");
        assertThat(exists()).isFalse();
    }

    @Test
    void inAnEmergencyWhoMayDoesItAloneAndTheRecordSaysSo() throws Exception {
        policy(POLICY + "    breakGlass: {group: kafka-admins, may: [approval]}\n");
        desk.commit("on call");
        push();
        pin();

        var said = governed.apply("local:admin", "--break-glass", "approval", "--reason", "incident 4711");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.err()).contains("Breaking the glass: leaving out approval");
        assertThat(entries().get(0).intent().warrant().breakGlass())
                .contains(new BreakGlass(List.of("approval"), "incident 4711"));
    }

    @Test
    void whoHidesBehindAMergeIsAnAuthor() throws Exception {
        approved("reviewer");
        applied();
        var old = head();
        declare("10d").commit("longer");
        push();
        approved("reviewer");
        applied();
        desk.git("config", "user.email", "second@example.org");
        var merge = desk.git("commit-tree", old + "^{tree}", "-p", "HEAD", "-p", old, "-m", "a merge like any other")
                .strip();
        desk.git("reset", "-q", "--hard", merge);
        push();

        refused(approve("second"), "CAS-AUTH-016");
        refused("CAS-AUTH-001");
    }
}
