package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.SignedEntries;
import io.castellan.apply.ApplyListener;
import io.castellan.diagnostics.ExitCode;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.model.Intent;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import io.castellan.model.Step;
import io.castellan.model.Warrant;
import io.castellan.signature.SshSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A signed ledger to which somebody added what no key that counts signed. */
class ForgedLedgerIT extends SignedLedgerDesk {
    /** What somebody records who may push to the ledger's branch, and has a Castellan changed to their needs. */
    private void forge(Optional<String> key, Instant at, Optional<String> policy) throws Exception {
        onTheHost((repository, plain) -> {
            var ledger = key.map(name -> new SshSigner(key(name), Duration.ofMinutes(1), said -> {}))
                    .map(signer ->
                            plain.signedBy(commit -> signer.sign(commit, "git").armored(), () -> {}))
                    .orElse(plain);
            var last = ledger.entries().get(ledger.entries().size() - 1);
            var old = last.intent();
            var intent = new Intent(
                    old.sequence() + 1,
                    old.target(),
                    old.state(),
                    old.changes(),
                    old.leftOut(),
                    old.targets(),
                    old.executor(),
                    new Warrant(policy.or(old.warrant()::policy), List.of(), List.of(), Optional.empty()),
                    old.tool(),
                    at);
            var plan = ledger.plan(last);
            ledger.append(
                    intent,
                    new Plan(
                            plan.tool(),
                            plan.createdAt(),
                            plan.target(),
                            plan.origin().withLedgerHead(ledger.head()),
                            plan.complete(),
                            plan.notes(),
                            plan.changes(),
                            plan.steps()));
            var outcome = last.outcome().orElseThrow();
            ledger.append(new Outcome(intent.sequence(), outcome.result(), outcome.changes(), outcome.exitCode(), at));
        });
    }

    private void nothingMoreIsDone(String... texts) throws Exception {
        var before = ledgerHead();
        declare("8d").commit("next");
        push();
        refused(apply(Optional.of("ci")), texts);
        assertThat(retention()).isEqualTo("604800000");
        assertThat(ledgerHead()).as("nothing was recorded").isEqualTo(before);
    }

    @Test
    void anEntryThatSomebodyPushedByHandEndsEveryApply() throws Exception {
        applied("ci");
        var good = ledgerHead();

        forge(Optional.empty(), Instant.now(), Optional.empty());
        nothingMoreIsDone("CAS-LEDGER-013", "entry #2 of the ledger of dev");
        reset(good);
        forge(Optional.of("reviewer"), Instant.now(), Optional.empty());
        nothingMoreIsDone("CAS-LEDGER-014", "entry #2", "key/reviewer");
        reset(good);
        forge(Optional.of("unlisted"), Instant.now(), Optional.empty());
        nothingMoreIsDone("CAS-LEDGER-014", "entry #2");
        reset(good);
        forge(Optional.of("stolen"), Instant.now(), Optional.empty());
        nothingMoreIsDone("CAS-LEDGER-015", "entry #2");
        reset(good);
        forge(Optional.of("stolen"), Instant.now().minus(3, ChronoUnit.DAYS), Optional.empty());
        nothingMoreIsDone("CAS-LEDGER-017", "entry #2");

        reset(good);
        declare("7d").commit("as it was");
        push();
        applied("ci");
    }

    /** By the host's administrator; whoever applied before would refuse it, so this is another machine. */
    private void reset(String head) throws IOException {
        origin.run("update-ref", "refs/heads/castellan/ledger/dev", head);
        desk.variables.put(
                "XDG_CACHE_HOME", Files.createTempDirectory(temp, "cache").toString());
    }

    @Test
    void aSignatureThatWasMadeForAnotherCommitIsNone() throws Exception {
        applied("ci");
        var signed = origin.run("cat-file", "commit", ledgerHead());
        var altered = signed.replaceFirst("(?m)^dev #1: .*", "dev #1: all is well");
        assertThat(altered).contains("BEGIN SSH SIGNATURE").isNotEqualTo(signed);
        var file = Files.writeString(temp.resolve("altered"), altered + "\n");
        reset(origin.run("hash-object", "-t", "commit", "-w", file.toString()));

        nothingMoreIsDone("CAS-LEDGER-016", "entry #1 of the ledger of dev");
    }

    @Test
    void aCommitThatAltersWhatWasRecordedIsFound() throws Exception {
        applied("ci");
        addACommit();

        nothingMoreIsDone("CAS-LEDGER-018", "entry #1");
    }

    @Test
    void aLedgerIsNotEmptiedByACommitThatRemovesEveryEvent() throws Exception {
        applied("ci");
        addACommit(origin.run("hash-object", "-t", "tree", "-w", "/dev/null"));

        nothingMoreIsDone("CAS-LEDGER-006");
    }

    private void addACommit() {
        addACommit(origin.run("rev-parse", "castellan/ledger/dev^{tree}"));
    }

    private void addACommit(String tree) {
        var more = origin.run(
                "-c",
                "user.name=x",
                "-c",
                "user.email=x@example.org",
                "commit-tree",
                tree,
                "-p",
                ledgerHead(),
                "-m",
                "x");
        origin.run("update-ref", "refs/heads/castellan/ledger/dev", more);
    }

    /** Otherwise the outcome's signature would vouch for it. */
    @Test
    void nothingIsSignedOnTopOfWhatSomebodyAddsWhileAnApplyRuns() throws Exception {
        var witness = new ApplyListener() {
            @Override
            public void reached(Point point, List<Step> batch) {
                if (point == Point.AFTER_INTENT) {
                    addACommit();
                }
            }
        };
        var said = desk.run(
                Map.of("apply", session -> new ApplyCommand(session, LockSettings.defaults(), witness)),
                "apply",
                "dev",
                "--yes",
                "--commit",
                "main",
                "--as",
                "jenkins:ci:deployer",
                "--ledger-key",
                key("ci").toString());

        assertThat(said.err() + said.out()).contains("CAS-LEDGER-018", "CAS-LEDGER-004");
        assertThat(said.exitCode()).isEqualTo(ExitCode.PARTIAL);
        assertThat(origin.run("log", "-1", "--format=%s", "castellan/ledger/dev"))
                .isEqualTo("x");
        assertThat(origin.run("ls-tree", "-r", "--name-only", "castellan/ledger/dev"))
                .doesNotContain("outcome");
    }

    @Test
    void aForgedEntryDoesNotBringBackAMilderPolicy() throws Exception {
        policy(UNSIGNED).desk.commit("milder");
        push();
        var milder = head();
        pin();
        var said = apply(Optional.empty());
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        policy(SIGNED).desk.commit("stricter");
        push();
        approve();
        applied("ci");

        forge(Optional.empty(), Instant.now(), Optional.of(milder));
        nothingMoreIsDone("CAS-LEDGER-013", "entry #3");
    }

    @Test
    void theKeyOfAnotherEnvironmentSignsNoEvidence() throws Exception {
        desk.write("../preprod/environment.yaml", """
                apiVersion: castellan/v1
                environment: preprod
                cluster: {id: 5L6g3nShT-eMCtK--X86sw, bootstrapServers: [127.0.0.1:1]}
                """);
        policy(SIGNED + """
                  preprod:
                    write: [kafka-admins]
                    approve: [reviewers]
                    execute: [developers]
                    approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 1}
                    signed: {ledger: required, keys: [key/next]}
                """.indent(0)).desk.commit("two environments");
        push();
        pin();
        applied("ci");
        forge(Optional.of("next"), Instant.now(), Optional.empty());

        try (var workspace = Workspace.open(desk.folder, Optional.empty())) {
            var engine = new Loading(workspace, Rooms.registry(), Clock.systemUTC());
            var version = new PolicyVersions(workspace, engine, "dev", note -> {}).at(head());
            onTheHost((repository, ledger) -> {
                var counting = new SignedEntries("dev", ledger, repository::signature).counting(version);
                assertThat(ledger.entries().stream().map(counting::test)).containsExactly(true, false);
            });
        }
        nothingMoreIsDone("CAS-LEDGER-014", "entry #2", "key/next");
    }

    @Test
    void onlySignedEntriesAreEvidence() throws Exception {
        applied("ci");
        forge(Optional.empty(), Instant.now(), Optional.empty());
        forge(Optional.of("ci"), Instant.now(), Optional.empty());
        forge(Optional.of("reviewer"), Instant.now(), Optional.empty());

        try (var workspace = Workspace.open(desk.folder, Optional.empty())) {
            var engine = new Loading(workspace, Rooms.registry(), Clock.systemUTC());
            var version = new PolicyVersions(workspace, engine, "dev", note -> {}).at(head());
            onTheHost((repository, ledger) -> {
                var counting = new SignedEntries("dev", ledger, repository::signature).counting(version);
                assertThat(ledger.entries().stream().map(counting::test)).containsExactly(true, false, true, false);
            });
        }
    }
}
