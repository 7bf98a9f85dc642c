package io.castellan.cli;

import static io.castellan.cli.Chronicle.START;
import static io.castellan.cli.Chronicle.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problems;
import io.castellan.git.RealGit;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Digest;
import io.castellan.model.Intent;
import io.castellan.model.Intent.StateCommit;
import io.castellan.model.Verb;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be wrong with a ledger itself, in a real repository; each is found by its own code. */
class AuditIT extends AuditedRecord {
    @Test
    void aRecordThatIsAsItMustBeIsGoodAndSaysWhatItRestsOn() {
        applySecond(authorised("admin").of(more));

        assertGood("audit");
        var text = chronicle.desk.run("audit", "dev").out();
        assertThat(text)
                .contains(
                        "truncation not checked",
                        "rests on the Git host's protection of the branch",
                        "which whoever writes to it can replace",
                        "good  2 entries read");
        assertGood("audit", "dev", "--witness", "dev@" + head());
        assertThat(chronicle
                        .desk
                        .run("audit", "dev", "--witness", "dev@" + head())
                        .out())
                .doesNotContain("truncation");
    }

    @Test
    void somethingChangedAfterwardsIsAltered() throws IOException {
        git.run("worktree", "add", "-q", temp.resolve("ledger").toString(), LEDGER);
        var ledger = RealGit.in(temp.resolve("ledger"));
        var outcome = ledger.folder().resolve("events/0000/000001-outcome.json");
        Files.writeString(outcome, Files.readString(outcome).replace("\"applied\"", "\"failed\""));
        ledger.commit("nothing to see");
        assertFound("#1 ", "CAS-CHAIN-001");

        Files.delete(outcome);
        ledger.commit("nor here");
        assertFound("#1 ", "CAS-CHAIN-001");
    }

    @Test
    void whatIsNotTheNextEventOrNoneIsNamed() {
        git.run("worktree", "add", "-q", temp.resolve("ledger").toString(), LEDGER);
        var ledger = RealGit.in(temp.resolve("ledger"));
        ledger.write("events/0000/000007-intent.json", "{}").commit("a gap");
        assertFound("#7 ", "CAS-CHAIN-002");
    }

    @Test
    void anIntentWhosePlanIsAnotherIsNamed() throws IOException {
        declare("admin", "2");
        chronicle.begin(authorised("admin").of(more), more);
        git.run("worktree", "add", "-q", temp.resolve("ledger").toString(), LEDGER);
        var ledger = RealGit.in(temp.resolve("ledger"));
        var plan = ledger.folder().resolve("events/0000/000002-plan.json");
        var recorded = Files.readString(plan);

        Files.writeString(plan, Files.readString(ledger.folder().resolve("events/0000/000001-plan.json")));
        ledger.run("commit", "-q", "-a", "--amend", "--no-edit");
        assertFound("#2 ", "CAS-CHAIN-005");

        Files.writeString(
                plan, recorded.replace("nothing is lost", "all is well").replace("\"2\"", "\"3\""));
        ledger.run("commit", "-q", "-a", "--amend", "--no-edit");
        assertFound("#2 ", "CAS-CHAIN-003");
    }

    @Test
    void anOutcomeOfSomethingElseIsNamed() throws IOException {
        git.run("worktree", "add", "-q", temp.resolve("ledger").toString(), LEDGER);
        var ledger = RealGit.in(temp.resolve("ledger"));
        var file = ledger.folder().resolve("events/0000/000001-outcome.json");
        var outcome = Files.readString(file);
        for (var other : List.of(
                outcome.replace("\"sequence\": 1", "\"sequence\": 2"),
                outcome.replace(orders.digest().text(), "sha256:" + "0".repeat(64)),
                outcome.replace("\"result\": \"applied\"", "\"result\": \"adopted\""))) {
            assertThat(other).isNotEqualTo(outcome);
            Files.writeString(file, other);
            ledger.run("commit", "-q", "-a", "--amend", "--no-edit");

            assertFound("#1 ", "CAS-CHAIN-004");
        }
    }

    @Test
    void onlyTheFirstEntryCanBeAnAdoption() throws IOException {
        declare("admin", "2");
        chronicle.begin(authorised("admin").of(more), more);
        git.run("worktree", "add", "-q", temp.resolve("ledger").toString(), LEDGER);
        var ledger = RealGit.in(temp.resolve("ledger"));
        var file = ledger.folder().resolve("events/0000/000002-intent.json");
        var intent = Files.readString(file);
        Files.writeString(
                file,
                intent.replace("\"sequence\": 2,", "\"sequence\": 2,\n  \"purpose\": \"adoption\",")
                        .replaceFirst("(?s)\"changes\": \\[.*?\\]", "\"changes\": []")
                        .replaceFirst(
                                "\"plan\": \"[^\"]*\"",
                                "\"plan\": \"" + Digest.ofAll(List.of()).text() + "\""));
        ledger.run("commit", "-q", "-a", "--amend", "--no-edit");

        assertFound("#2 ", "CAS-CHAIN-00");
        assertThat(chronicle.desk.run("audit", "dev").out()).contains("CAS-CHAIN-004");
        var apply = chronicle.desk.run("history", "dev");
        assertThat(apply.exitCode()).as(apply.out() + apply.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(apply.err()).contains("CAS-LEDGER-008");
    }

    @Test
    void anIntentThatIsNotTiedToItsStateIsNamed() {
        declare("admin", "2");
        chronicle.begin(authorised("admin").of(more), more);
        var loose = git.run("commit-tree", LEDGER + "^{tree}", "-p", LEDGER + "^1", "-m", "loose");
        git.run("update-ref", "refs/heads/" + LEDGER, loose);

        assertFound("#2 ", "CAS-CHAIN-006");
    }

    @Test
    void whatWasCutOffIsFoundByAWitness() {
        applySecond(authorised("admin").of(more));
        var seen = head();
        git.run("update-ref", "refs/heads/" + LEDGER, seen + "~2");

        assertGood("audit", "dev");
        assertFound("error", "CAS-AUDIT-015", "audit", "dev", "--witness", "dev@" + seen);
        git.run("commit", "-q", "--allow-empty", "-m", "promote\n\nCastellan-Ledger: dev@" + seen);
        assertFound("error", "CAS-AUDIT-015");

        git.run("update-ref", "-d", "refs/heads/" + LEDGER);
        assertFound("error", "CAS-AUDIT-015", "audit");
    }

    @Test
    void whatWasRewrittenIsFoundByAWitness() {
        var seen = head();
        var other = git.run("commit-tree", LEDGER + "^{tree}", "-p", LEDGER + "^1", "-m", "another message");
        git.run("update-ref", "refs/heads/" + LEDGER, other);

        assertGood("audit", "dev");
        assertFound("error", "CAS-AUDIT-016", "audit", "dev", "--witness", "dev@" + seen);
        assertFound("error", "CAS-AUDIT-016", "audit", "dev", "--witness", "dev@" + "7".repeat(40));
        var usage = chronicle.desk.run("audit", "dev", "--witness", "dev@1234");
        assertThat(usage.exitCode()).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void anEntryDatedBackIsFound() {
        applySecond(authorised("admin").of(more));
        declare("admin", "3");
        var third = change(Verb.UPDATE, "orders", "partitions", "2", "3", "orders.yaml:1:20");
        var honest = authorised("admin").of(third);
        chronicle.begin(intent -> at(honest.apply(intent), START.minus(Duration.ofHours(1))), third);

        assertFound("#3 ", "CAS-CHAIN-007");
    }

    @Test
    void aStateWhoseFolderIsAnotherIsFound() {
        declare("admin", "2");
        var honest = authorised("admin").of(more);
        chronicle.begin(
                intent -> {
                    var made = honest.apply(intent);
                    return new Intent(
                            made.sequence(),
                            made.target(),
                            new StateCommit(made.state().commit(), "1".repeat(40), false),
                            made.changes(),
                            made.leftOut(),
                            made.targets(),
                            made.executor(),
                            made.warrant(),
                            made.tool(),
                            made.at());
                },
                more);
        assertFound("#2 ", "CAS-AUDIT-002");
    }

    @Test
    void aStateThatIsNoLongerThereIsFound() throws IOException {
        git.run("checkout", "-q", "-b", "side");
        var gone = declare("admin", "2");
        chronicle.begin(authorised("admin").of(more), more);
        git.run("checkout", "-q", "main");
        Files.delete(git.folder()
                .resolve(".git/objects")
                .resolve(gone.substring(0, 2))
                .resolve(gone.substring(2)));

        assertFound("#2 ", "CAS-AUDIT-001");
    }

    @Test
    void anApplyThatNeverEndedIsFound() {
        declare("admin", "2");
        chronicle.begin(authorised("admin").of(more), more);
        assertFound("#2 ", "CAS-AUDIT-014");
    }

    @Test
    void whereThePolicyWantsSignedEntriesOthersAreFound() throws IOException {
        requireSignedLedger();
        assertFound("#1 ", "CAS-AUDIT-012");

        signLedger("second");
        assertFound("#1 ", "CAS-AUDIT-013");
    }

    @Test
    void entriesSignedByTheKeyThatMaySignThemAreGood() throws IOException {
        requireSignedLedger();
        signLedger("jenkins");
        assertGood("audit", "dev");
        assertThat(chronicle.desk.run("audit", "dev").out()).doesNotContain("rests on");
    }

    @Test
    void aSignatureThatIsNotGoodIsFoundAlsoWhereNoneIsAskedFor() throws Exception {
        keygen("stranger");
        signLedger("stranger");
        assertFound("#1 ", "CAS-SIGN-007");
    }

    @Test
    void underATrustWhatTheProtectedBranchNeverWasIsFound() throws IOException {
        trustFrom(policy);
        assertGood("audit");

        // when a commit that is only on a branch of its own is applied
        git.run("checkout", "-q", "-b", "side");
        applySecond(authorised("admin").of(more));
        git.run("push", "-q", "origin", LEDGER);
        assertFound("#2 ", "CAS-AUDIT-003");

        // when the ledger is forced back on a machine that saw it
        git.run("push", "-q", "--force", "origin", LEDGER + "~2:refs/heads/" + LEDGER);
        assertFound("error", "CAS-GIT-019");
    }

    @Test
    void asJsonItFollowsItsSchema() {
        applySecond(by(DEPLOYER, List.of("admin")));
        git.run("commit", "-q", "--allow-empty", "-m", "x\n\nCastellan-Ledger: dev");
        var json = chronicle.desk.run("audit", "--format", "json").out();
        assertThat(json).contains("\"entry\": 2", "CAS-AUTH-001", "CAS-AUDIT-020", "\"good\": false");
        var problems = new Problems();
        YamlReader.read("audit.json", json.getBytes(StandardCharsets.UTF_8), problems)
                .ifPresent(node -> new SchemaValidator().validate("audit", node, problems));
        assertThat(problems.sorted()).isEmpty();
    }

    /** Replaces the ledger of one ended entry by the same with signatures. */
    private void signLedger(String key) {
        git.run("config", "gpg.format", "ssh");
        git.run("config", "user.signingkey", key(key).toString());
        var intent = git.run(
                "commit-tree", "-S", LEDGER + "^1^{tree}", "-p", LEDGER + "~2", "-p", LEDGER + "^1^2", "-m", "intent");
        var outcome = git.run("commit-tree", "-S", LEDGER + "^{tree}", "-p", intent, "-m", "outcome");
        git.run("update-ref", "refs/heads/" + LEDGER, outcome);
    }

    private void requireSignedLedger() throws IOException {
        git.write("castellan.yaml", POLICY + "    signed: {ledger: required, keys: [key/jenkins]}\n");
        anew("");
    }

    private static Intent at(Intent intent, Instant at) {
        return new Intent(
                intent.sequence(),
                intent.target(),
                intent.state(),
                intent.changes(),
                intent.leftOut(),
                intent.targets(),
                intent.executor(),
                intent.warrant(),
                intent.tool(),
                at);
    }
}
