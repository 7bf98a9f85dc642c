package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an approval is worth when it comes to applying, whoever carried it. */
class ApprovalsIT extends GovernedCase {
    @Test
    void anApprovalGivenBeforeTheMergeCountsAfterASquash() throws Exception {
        desk.git("checkout", "-q", "-b", "change");
        declare("8d").commit("longer");
        approved("reviewer", "--commit", "change");
        desk.git("checkout", "-q", "main");
        desk.git("merge", "-q", "--squash", "change");
        desk.commit("squashed");
        push();

        applied();
        assertThat(exists()).isTrue();
    }

    @Test
    void whatWasAppliedSinceABranchBeganIsNotTakenBackByApprovingIt() throws Exception {
        desk.git("checkout", "-q", "-b", "change");
        desk.write("other.yaml", "topics: {%s-other: {partitions: 1}}".formatted(topic))
                .commit("another");
        desk.git("checkout", "-q", "main");
        declare("9d").commit("longer");
        push();
        approved("reviewer");
        applied();

        var said = approve("reviewer", "--commit", "change");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains(topic + "-other", ": 1 change,").doesNotContain("retention.ms");
        var seen = desk.run("approvals", "dev", "--commit", "change");
        assertThat(seen.exitCode()).as(seen.out() + seen.err()).isEqualTo(ExitCode.OK);
        assertThat(seen.out()).contains("written by admin").doesNotContain("castellan@localhost");
        desk.git("merge", "-q", "--squash", "change");
        desk.commit("squashed");
        push();
        applied();
    }

    @Test
    void changesThatStandAlikeAreToldTogetherAndEachWithItsDigestIfAsked() throws Exception {
        var many = new StringBuilder("topics:\n");
        for (int i = 10; i < 18; i++) {
            many.append("  %s-%d: {partitions: 1}%n".formatted(topic, i));
        }
        desk.write("many.yaml", many.toString()).commit("many");
        push();

        assertThat(desk.run("approvals", "dev").out()).isEqualTo("""
                ✗ 9 changes  0 of 1 approval (safe) · written by admin
                    topic/T
                    topic/T-10
                    topic/T-11
                    topic/T-12
                    topic/T-13
                    and 4 more; --full names all
                """.replace("T", topic));
        assertThat(desk.run("approvals", "dev").err())
                .contains("'castellan approve dev --commit "
                        + desk.git("rev-parse", "--short=12", "HEAD").strip() + " --key FILE' by: reviewers");
        assertThat(desk.run("approvals", "dev", "--full").out().lines())
                .hasSize(18)
                .contains("✗ topic/" + topic + "-17  0 of 1 approval (safe) · written by admin")
                .filteredOn(line -> line.matches(" {4}sha256:[0-9a-f]{64}"))
                .doesNotHaveDuplicates()
                .hasSize(9);
    }

    @Test
    void moreApprovalsThanAreNeededAreAllNamedAndNotCounted() throws Exception {
        approved("reviewer");
        approved("second");

        assertThat(desk.run("approvals", "dev").out())
                .contains("✓ topic/" + topic + "  1 of 1 approval (safe) · approved by reviewer, second");
    }

    @Test
    void aBranchThatCannotBeMergedIsApprovedAsItIsAndThatIsSaid() throws Exception {
        desk.git("checkout", "-q", "-b", "change");
        declare("8d").commit("longer");
        desk.git("checkout", "-q", "main");
        declare("9d").commit("longest");
        push();

        var said = approve("reviewer", "--commit", "change");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.err()).contains("CAS-CI-011", "state.yaml");
        assertThat(desk.run("approvals", "dev", "--commit", "change").err()).contains("CAS-CI-011", "state.yaml");
    }

    @Test
    void aKeyThatIsRevokedOrUnknownOrNotYetValidApprovesNothing() throws Exception {
        governed.keygen("revoked");
        refused(approve("revoked"), "CAS-AUTH-006");
        var yesterday = Instant.now()
                .minus(1, ChronoUnit.DAYS)
                .toString()
                .substring(0, 10)
                .replace("-", "");
        var tomorrow = Instant.now()
                .plus(1, ChronoUnit.DAYS)
                .toString()
                .substring(0, 10)
                .replace("-", "");
        approved("reviewer");
        Files.writeString(
                desk.folder.resolve("allowed_signers"),
                governed.signer("reviewer", "valid-before=\"" + yesterday + "Z\" ")
                        + governed.signer("second", "valid-after=\"" + tomorrow + "Z\" "));
        desk.commit("revoke");
        push();
        pin();

        refused("CAS-AUTH-001");
        refused(approve("second"), "CAS-AUTH-006");
        assertThat(exists()).isFalse();
    }

    @Test
    void anApprovalOfSomethingElseOrForgedInTransportApprovesNothing() throws Exception {
        approved("reviewer", "--out", "approval.json");
        var file = desk.folder.resolve("approval.json");
        var text = Files.readString(file);
        declare("12d").commit("otherwise");
        push();

        refused(apply("--approval", "approval.json"), "CAS-AUTH-001");
        refused(apply("--approval", "approval.json"), "CAS-AUTH-019");
        refused(
                desk.run(
                        "apply",
                        "dev",
                        "--commit",
                        "main",
                        "--as",
                        "jenkins:ci:deployer",
                        "--approval",
                        "approval.json"),
                "CAS-AUTH-019");

        var planned =
                desk.run("plan", "dev", "--commit", "main", "--format", "json").out();
        var digest = planned.replaceAll("(?s).*\"changes\".*?\"digest\": \"(sha256:[0-9a-f]{64})\".*", "$1");
        Files.writeString(file, text.replaceAll("sha256:[0-9a-f]{64}", digest));
        refused(apply("--approval", "approval.json"), "CAS-AUTH-001");
        assertThat(exists()).isFalse();
    }

    @Test
    void anApprovalIsSpentByTheApplyThatUsedIt() throws Exception {
        approved("reviewer");
        applied();
        cluster.admin().deleteTopics(List.of(topic)).all().get();
        await().until(() -> !exists());

        refused("CAS-AUTH-001");
        refused("CAS-AUTH-017");
        approved("reviewer");
        applied();
    }

    @Test
    void aRejectionHolds() throws Exception {
        approved("second");
        approved("reviewer", "--reject", "--comment", "not like this");
        refused("CAS-AUTH-002");
        assertThat(exists()).isFalse();
    }

    @Test
    void anApplyThatSomebodyPushedAsBegunDoesNotGoOnWithoutApprovals() throws Exception {
        approved("reviewer");
        applied();
        cluster.admin().deleteTopics(List.of(topic)).all().get();
        await().until(() -> !exists());
        refused("CAS-AUTH-001");
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        forge(
                text -> text.replaceFirst("\"at\": *\"[^\"]*\"(?=\\s*}\\s*$)", "\"at\": \"" + now + "\""),
                "intent",
                "plan");

        refused("CAS-AUTH-001");
        assertThat(exists()).isFalse();
    }

    @Test
    void whoRewritesTheBranchOfApprovalsStopsNobodyWhoHasThemAsFiles() throws Exception {
        approved("second", "--comment", "on the branch");
        approved("reviewer", "--out", "approval.json");
        refused(governed.apply("local:admin"), "CAS-ACCESS-002");
        origin.run("update-ref", "refs/heads/castellan/approvals/dev", head());

        var said = apply("--approval", "approval.json");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out() + said.err()).contains("castellan/approvals/dev", "was rewritten");
        assertThat(entries().get(0).intent().warrant().approvers()).containsExactly("reviewer");
    }
}
