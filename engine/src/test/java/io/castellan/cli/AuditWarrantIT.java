package io.castellan.cli;

import static io.castellan.cli.Chronicle.DEV;
import static io.castellan.cli.Chronicle.START;
import static io.castellan.cli.Chronicle.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.host.ReviewedExample;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.BreakGlass;
import io.castellan.model.Warrant.Counted;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be wrong with the word by which something was applied, with real keys; each is found by its own code. */
class AuditWarrantIT extends AuditedRecord {
    @Test
    void anEntryThatNobodyApprovedIsForged() {
        applySecond(by(DEPLOYER, List.of("admin")));
        assertFound("#2 ", "CAS-AUTH-001");
    }

    @Test
    void anEntryOfSomebodyWithoutTheRightIsForged() {
        applySecond(by(
                new Executor("reviewer@example.org", "email"), List.of("admin"), approval("second", "second", more)));
        assertFound("#2 ", "CAS-ACCESS-002");
    }

    @Test
    void anEntryWhosePolicyCannotBeReadIsNotJudgedButNamed() throws IOException {
        git.write("castellan.yaml", POLICY.replace("execute: [developers]", "execute: [nobody-of-that-name]"));
        policy = declare("admin", "2");
        chronicle.end(chronicle.begin(authorised("admin").of(more), more), ChangeResult.APPLIED);

        assertFound("#2 ", "CAS-AUDIT-005");
        assertThat(chronicle.desk.run("audit", "dev").out()).contains("CAS-AUDIT-005", policy, "nobody-of-that-name");
    }

    @Test
    void whoWentOnWithAnApplyThoughTheyMustNotIsFound() {
        declare("admin", "2");
        var begun = chronicle.begin(authorised("admin").of(more), more);
        chronicle.end(begun, ChangeResult.APPLIED, Optional.of(new Executor("deployer", "local")));
        assertGood("audit", "dev");

        git.run("update-ref", "refs/heads/" + LEDGER, LEDGER + "~1");
        chronicle.end(begun, ChangeResult.APPLIED, Optional.of(new Executor("reviewer@example.org", "email")));
        assertFound("#2 ", "CAS-ACCESS-002");
    }

    @Test
    void aBrokenGlassIsShownAndFoundWhereItMayNotBeBroken() {
        applySecond(breaking(new Executor("reviewer@example.org", "email")));
        assertGood("audit", "dev");
        assertThat(chronicle.desk.run("audit", "dev").out())
                .contains("CAS-AUDIT-021", "left out approval: disks are full");
        assertThat(chronicle.desk.run("history", "dev").out()).contains("emergency left out approval: disks are full");

        git.run("update-ref", "refs/heads/" + LEDGER, LEDGER + "~2");
        applySecond(breaking(DEPLOYER));
        assertFound("#2 ", "CAS-ACCESS-002");
    }

    private UnaryOperator<Intent> breaking(Executor executor) {
        return Chronicle.by(
                executor,
                new Warrant(
                        Optional.of(policy),
                        List.of("admin"),
                        List.of(),
                        Optional.of(new BreakGlass(List.of("approval"), "disks are full"))));
    }

    @Test
    void anApprovalOfSomethingElseIsFound() {
        applySecond(by(DEPLOYER, List.of("admin"), approval("reviewer", "reviewer", orders)));
        assertFound("#2 ", "CAS-AUDIT-008");
        assertFound("#2 ", "CAS-AUTH-001");
    }

    @Test
    void anApprovalGivenAtAnotherHeadIsFound() {
        applySecond(by(
                DEPLOYER,
                List.of("admin"),
                approval("reviewer", "reviewer", Optional.of(policy), START.plus(Duration.ofDays(7)), more)));
        assertFound("#2 ", "CAS-AUDIT-007");
    }

    @Test
    void anApprovalThatWasSpentIsFound() {
        applySecond(by(
                DEPLOYER,
                List.of("admin"),
                approval("reviewer", "reviewer", Optional.empty(), START.plus(Duration.ofDays(7)), more)));
        assertFound("#2 ", "CAS-AUDIT-010");
    }

    @Test
    void anApprovalThatHadExpiredIsFound() {
        applySecond(by(
                DEPLOYER,
                List.of("admin"),
                approval("reviewer", "reviewer", chronicle.head(), START.plusSeconds(1), more)));
        assertFound("#2 ", "CAS-AUDIT-011");
    }

    @Test
    void anApprovalSignedByAnotherPersonIsFound() {
        applySecond(by(DEPLOYER, List.of("admin"), approval("reviewer", "second", more)));
        assertFound("#2 ", "CAS-AUDIT-009");
    }

    @Test
    void anApprovalThatWasChangedIsFound() {
        var honest = approval("reviewer", "reviewer", orders).signed();
        var document = honest.approval();
        var changed = new Approval(
                document.target(),
                document.ledgerHead(),
                List.<Digest>of(more.digest()),
                document.ceilings(),
                document.verdict(),
                document.comment(),
                document.at(),
                document.expires());
        applySecond(by(
                DEPLOYER, List.of("admin"), new Counted(new Signed(changed, honest.signature()), "reviewer", "ssh")));
        assertFound("#2 ", "CAS-SIGN-005");
    }

    @Test
    void selfApprovalIsFound() {
        applySecond(by(DEPLOYER, List.of("admin"), approval("admin", "admin", more)));
        assertFound("#2 ", "CAS-AUTH-001");
        assertFound("#2 ", "CAS-AUDIT-011");
    }

    @Test
    void aKeyThatWasNotYetValidIsFound() throws IOException {
        anew("valid-after=\"20251201\" ");
        assertFound("#1 ", "CAS-SIGN-009");
    }

    @Test
    void aKeyThatWasNoLongerValidIsFound() throws IOException {
        anew("valid-before=\"20251101\" ");
        assertFound("#1 ", "CAS-SIGN-010");
    }

    @Test
    void aKeyThatWasRevokedLaterStillCounts() throws IOException {
        anew("valid-before=\"20251201\" ");
        assertGood("audit", "dev");
    }

    @Test
    void anAuthorWhoIsNotRecordedIsFound() {
        declare("other", "2");
        chronicle.begin(authorised("admin").of(more), more);
        assertFound("#2 ", "CAS-AUDIT-006");
    }

    @Test
    void aPolicyThatWasNotInForceIsFound() {
        git.write("castellan.yaml", POLICY + "    approvals: {safe: 0, control: 0}\n");
        var weaker = declare("admin", "2");
        var old = policy;
        policy = weaker;
        chronicle.begin(by(DEPLOYER, List.of("admin")), more);
        assertFound("#2 ", "CAS-AUDIT-004");

        git.run("update-ref", "refs/heads/" + LEDGER, LEDGER + "^1");
        policy = old;
        chronicle.begin(Chronicle.by(DEPLOYER, Warrant.none()), more);
        assertFound("#2 ", "CAS-AUDIT-004");
    }

    @Test
    void aPolicyThatNobodyApprovedIsNotInForceForTheEntriesAfterIt() {
        var third = change(Verb.UPDATE, "orders", "partitions", "2", "3", "orders.yaml:1:20");
        var old = policy;
        git.write("castellan.yaml", POLICY + "    approvals: {safe: 0, control: 0}\n");
        policy = declare("admin", "2");
        chronicle.end(chronicle.begin(by(DEPLOYER, List.of("admin")), more), ChangeResult.APPLIED);
        declare("admin", "3");
        var believed = git.run("rev-parse", LEDGER);

        policy = old;
        apply(authorised("admin"), third);
        assertFound("#2 ", "CAS-AUDIT-004");

        git.run("update-ref", "refs/heads/" + LEDGER, believed);
        policy = declare("admin", "3");
        chronicle.end(chronicle.begin(by(DEPLOYER, List.of("admin")), third), ChangeResult.APPLIED);
        assertThat(chronicle.desk.run("audit", "dev").out().lines())
                .anySatisfy(line -> assertThat(line).contains("#3 ", "error CAS-AUDIT-004"));
    }

    @Test
    void aNewPolicyThatWasApprovedUnderTheOldOneIsGood() {
        git.write("castellan.yaml", POLICY + "    approvals: {safe: 0}\n");
        var weaker = declare("admin", "2");
        var control = controlDigest(policy, weaker);
        var first = new Counted(signed(control, "reviewer"), "reviewer", "ssh");
        var second = new Counted(signed(control, "second"), "second", "ssh");
        policy = weaker;
        chronicle.end(chronicle.begin(by(DEPLOYER, List.of("admin"), first, second), more), ChangeResult.APPLIED);

        assertGood("audit", "dev");
    }

    /** A policy by which reviews count. */
    private static String reviewed() {
        return POLICY.replace("keys: [key/reviewer]}", "keys: [key/reviewer], accounts: [github:reviewer]}")
                        .replace("keys: [key/second]}", "keys: [key/second], accounts: [github:second]}")
                + "host: {kind: github, repository: example/state, token: TOKEN, reporter: example-ci}\n";
    }

    @Test
    void aReviewThatSomebodyWroteDownIsFound() throws IOException {
        git.write("castellan.yaml", reviewed());
        anew("");
        var head = chronicle.head();
        var honest = ReviewedExample.approval("example-ci", "reviewer", DEV, head, more.digest(), START);
        applySecond(by(DEPLOYER, List.of("admin"), new Counted(honest.recorded(), "reviewer", honest.source())));
        assertGood("audit", "dev");

        for (var forged : List.of(
                ReviewedExample.approval("another-reporter", "reviewer", DEV, head, more.digest(), START)
                        .recorded(),
                new Signed(honest.recorded().approval(), "the host said so"))) {
            git.run("update-ref", "refs/heads/" + LEDGER, LEDGER + "~2");
            applySecond(by(DEPLOYER, List.of("admin"), new Counted(forged, "reviewer", honest.source())));
            assertFound("#2 ", "CAS-AUDIT-025");
            assertFound("#2 ", "CAS-AUTH-001");
        }
    }

    @Test
    void anApprovalForAnAccountByAKeyThatDoesNotVouchForItIsFound() {
        var own = approval("reviewer", "reviewer", more).signed().approval();
        var said = new Approval(
                own.target(),
                own.ledgerHead(),
                own.changes(),
                own.ceilings(),
                own.verdict(),
                own.comment(),
                Optional.of("jenkins:ci:reviewer"),
                own.at(),
                own.expires());
        applySecond(by(DEPLOYER, List.of("admin"), new Counted(signed(said, "reviewer"), "reviewer", "ssh")));

        assertFound("#2 ", "CAS-AUDIT-011");
        assertFound("#2 ", "CAS-AUTH-001");
    }

    @Test
    void reviewsOnTheHostBringNoNewPolicyIntoForce() throws IOException {
        var reviewed = reviewed();
        git.write("castellan.yaml", reviewed);
        anew("");
        git.write("castellan.yaml", reviewed.replace("    execute:", "    approvals: {safe: 0}\n    execute:"));
        var weaker = declare("admin", "2");
        var control = controlDigest(policy, weaker).changes().get(0);
        policy = weaker;
        var reviews = Stream.of("reviewer", "second")
                .map(who -> {
                    var one = ReviewedExample.approval("example-ci", who, DEV, control, START);
                    return new Counted(one.recorded(), who, one.source());
                })
                .toArray(Counted[]::new);
        chronicle.end(chronicle.begin(by(DEPLOYER, List.of("admin"), reviews), more), ChangeResult.APPLIED);

        assertFound("#2 ", "CAS-AUDIT-004");
    }

    private Approval controlDigest(String from, String to) {
        try (var workspace = Workspace.open(chronicle.desk.folder, Optional.empty())) {
            var loading = new Loading(workspace, Rooms.registry(), Clock.systemUTC());
            var change = new RepositoryEvidence(workspace, loading, "dev")
                    .control(from, to)
                    .orElseThrow();
            return new Approval(
                    DEV,
                    chronicle.head(),
                    List.of(change.digest()),
                    new TreeMap<>(),
                    Verdict.APPROVE,
                    "less to do",
                    START,
                    START.plus(Duration.ofDays(7)));
        }
    }
}
