package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.access.SignedEntries;
import io.castellan.apply.ApplyListener;
import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.kafka.lock.LockSettings;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Intent;
import io.castellan.model.Outcome;
import io.castellan.model.Plan;
import io.castellan.model.Step;
import io.castellan.model.Warrant;
import io.castellan.signature.SshKeygen;
import io.castellan.signature.SshSigner;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose entries must be signed, on a real broker, with real keys and a real remote repository. */
class SignedLedgerIT {
    private static final String UNSIGNED = """
            apiVersion: castellan/v1
            pipeline: [dev]
            people:
              admin:    {emails: [admin@example.org], accounts: [local:admin]}
              reviewer: {keys: [key/reviewer]}
              deployer: {accounts: [jenkins:ci:deployer]}
            groups: {kafka-admins: [admin], reviewers: [reviewer], developers: [deployer]}
            access:
              dev:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
                approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 1}
                secrets: [DEV_JAAS]
                clientConfig: [security.protocol, sasl.mechanism, sasl.jaas.config]
            """;

    private static final String SIGNED = UNSIGNED + "    signed: {ledger: required, keys: [key/ci, key/stolen]}\n";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "payments";
    private RealGit origin;
    private Desk desk;

    @BeforeEach
    void aPolicyThatWantsTheLedgerSigned() throws Exception {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk = new Desk(Files.createDirectories(temp.resolve("admin")));
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        desk.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
        var keygen = new SshKeygen(temp);
        for (var name : List.of("ci", "next", "stolen", "reviewer", "unlisted")) {
            keygen.generate(name, "-t", "ed25519");
        }
        desk.on(cluster, "defaults: {topics: {replicationFactor: 1}}");
        var id = cluster.admin().describeCluster().clusterId().get();
        desk.write(
                "environment.yaml",
                desk.read("environment.yaml").replace("cluster:\n", "cluster:\n  id: " + id + "\n"));
        var yesterday = Instant.now().minus(1, ChronoUnit.DAYS).toString().substring(0, 10);
        Files.writeString(
                desk.folder.resolve("allowed_signers"),
                signer("ci", "")
                        + signer("next", "")
                        + signer("reviewer", "")
                        + signer("stolen", "valid-before=\"" + yesterday.replace("-", "") + "Z\" "));
        policy(SIGNED).declare("7d").commit("first");
        desk.git("remote", "add", "origin", origin.folder().toString());
        push();
        pin();
    }

    private Path key(String name) {
        return temp.resolve(name);
    }

    private String signer(String name, String options) {
        var parts = SshKeygen.publicLine(key(name)).split(" ");
        return "key/" + name + " " + options + parts[0] + " " + parts[1] + "\n";
    }

    private SignedLedgerIT policy(String text) throws IOException {
        Files.writeString(desk.folder.resolve("castellan.yaml"), text);
        return this;
    }

    private Desk declare(String retention) {
        return desk.write(
                "state.yaml", "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention));
    }

    private String head() {
        return desk.git("rev-parse", "HEAD").strip();
    }

    private void push() {
        desk.git("push", "-q", "origin", "main");
    }

    private void pin() throws IOException {
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin.folder(), head()));
    }

    private Desk.Said apply(Optional<String> key) {
        var arguments = new ArrayList<>(List.of("apply", "dev", "--yes", "--commit", "main"));
        arguments.addAll(List.of("--as", "jenkins:ci:deployer"));
        key.ifPresent(name -> arguments.addAll(List.of("--ledger-key", key(name).toString())));
        return desk.run(arguments.toArray(String[]::new));
    }

    private void applied(String key) {
        var said = apply(Optional.of(key));
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    private static void refused(Desk.Said said, String... texts) {
        assertThat(said.err()).as(said.out()).contains(texts);
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private boolean exists() throws Exception {
        return cluster.admin().listTopics().names().get().contains(topic);
    }

    private String retention() throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return cluster.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("retention.ms")
                .value();
    }

    private String ledgerHead() {
        return origin.run("for-each-ref", "--format=%(objectname)", "refs/heads/castellan/ledger/dev");
    }

    private interface Work {
        void in(GitRepository repository, GitLedger ledger) throws Exception;
    }

    private void onTheHost(Work work) throws Exception {
        try (var repository = GitRepository.discover(origin.folder()).orElseThrow()) {
            work.in(repository, new GitLedger(repository, "dev"));
        }
    }

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

    private void approve() {
        var said = desk.run(
                "approve",
                "dev",
                "--yes",
                "--commit",
                "main",
                "--key",
                key("reviewer").toString());
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
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
