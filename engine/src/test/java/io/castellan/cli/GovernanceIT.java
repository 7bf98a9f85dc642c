package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.git.RemoteSettings;
import io.castellan.ledger.GitLedger;
import io.castellan.model.LedgerEntry;
import io.castellan.model.Warrant.BreakGlass;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import io.castellan.trust.TrustFile;
import io.castellan.trust.TrustedRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing, approving and executing as three privileges, on a real broker, with real keys and a real remote repository. */
class GovernanceIT {
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [dev]
            people:
              admin:    {emails: [admin@example.org], keys: [key/admin], accounts: [local:admin]}
              reviewer: {emails: [reviewer@example.org], keys: [key/reviewer]}
              second:   {emails: [second@example.org], keys: [key/second]}
              deployer: {accounts: [jenkins:ci:deployer], keys: [key/deployer]}
            groups: {kafka-admins: [admin], reviewers: [reviewer, second], developers: [deployer]}
            access:
              dev:
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
                secrets: [DEV_JAAS]
                clientConfig: [security.protocol, sasl.mechanism, sasl.jaas.config]
            """;

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "payments";
    private RealGit origin;
    private Desk desk;
    private boolean forged;

    @BeforeEach
    void aPolicyAndATrust() throws Exception {
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk = desk("admin");
        for (var name : List.of("admin", "reviewer", "second", "deployer", "revoked")) {
            keygen(name);
        }
        desk.on(cluster, "defaults: {topics: {replicationFactor: 1}}");
        var id = cluster.admin().describeCluster().clusterId().get();
        desk.write(
                "environment.yaml",
                desk.read("environment.yaml").replace("cluster:\n", "cluster:\n  id: " + id + "\n"));
        Files.writeString(desk.folder.resolve("castellan.yaml"), POLICY);
        signers("admin", "reviewer", "second", "deployer");
        declare("7d").commit("first");
        desk.git("remote", "add", "origin", origin.folder().toString());
        push();
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin.folder(), head()));
    }

    @AfterEach
    void whateverHappenedTheRecordIsGood() {
        var audit = desk.run("audit");
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(forged ? ExitCode.REFUSED : ExitCode.OK);
    }

    private Desk desk(String name) throws IOException {
        var made = new Desk(Files.createDirectories(temp.resolve(name)));
        made.variables.put("XDG_CACHE_HOME", temp.resolve(name + "-cache").toString());
        made.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
        return made;
    }

    private Path key(String name) {
        return temp.resolve("key-" + name);
    }

    private void keygen(String name) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        name,
                        "-f",
                        key(name).toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private String signer(String name, String options) throws IOException {
        var parts = Files.readString(Path.of(key(name) + ".pub"), StandardCharsets.UTF_8)
                .split(" ");
        return "key/" + name + " " + options + parts[0] + " " + parts[1] + "\n";
    }

    private void signers(String... names) throws IOException {
        var text = new StringBuilder();
        for (var name : names) {
            text.append(signer(name, ""));
        }
        Files.writeString(desk.folder.resolve("allowed_signers"), text);
    }

    private Desk declare(String retention) {
        return desk.write(
                "state.yaml", "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention));
    }

    private String head() {
        return desk.git("rev-parse", "HEAD").strip();
    }

    private void push() {
        desk.git("push", "-q", "--force", "origin", "main");
    }

    private Desk.Said approve(String who, String... more) {
        var arguments = new ArrayList<>(List.of("approve", "dev", "--yes", "--key", key(who).toString()));
        arguments.addAll(List.of(more));
        return desk.run(arguments.toArray(String[]::new));
    }

    private void approved(String who, String... more) {
        var said = approve(who, more);
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    private Desk.Said apply() {
        return desk.run("apply", "dev", "--yes", "--commit", "main", "--as", "jenkins:ci:deployer");
    }

    private void applied() {
        var said = apply();
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    private void refused(String code) throws ExecutionException, InterruptedException {
        refused(apply(), code);
    }

    private static void refused(Desk.Said said, String code) {
        assertThat(said.err()).as(said.out()).contains(code);
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private boolean exists() throws ExecutionException, InterruptedException {
        return cluster.admin().listTopics().names().get().contains(topic);
    }

    private List<LedgerEntry> entries() {
        try (var git = GitRepository.discover(origin.folder()).orElseThrow()) {
            return new GitLedger(git, "dev").entries();
        }
    }

    @Test
    void whatOneWroteAnotherApprovedAThirdExecutesAndTheRecordHasItAll() throws Exception {
        refused("CAS-AUTH-001");
        assertThat(exists()).isFalse();
        assertThat(entries()).as("nothing was begun").isEmpty();
        refused(desk.run("approvals", "dev"), "CAS-AUTH-001");

        approved("reviewer", "--comment", "agreed with payments");
        assertThat(desk.run("approvals", "dev").out())
                .contains("✓ topic/" + topic + "  1 of 1 (safe) · approved by reviewer (\"agreed with payments\")"
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
    void whoWroteItNeitherApprovesNorExecutes() throws Exception {
        refused(approve("admin"), "CAS-ACCESS-002");
        approved("reviewer");
        refused(desk.run("apply", "dev", "--yes", "--commit", "main", "--as", "local:admin"), "CAS-ACCESS-002");
        refused(
                desk.run("apply", "dev", "--yes", "--commit", "main", "--as", "jenkins:other:deployer"),
                "CAS-ACCESS-001");
        assertThat(exists()).isFalse();
    }

    @Test
    void aReviewerWhoWroteItDoesNotApproveIt() throws Exception {
        Files.writeString(
                desk.folder.resolve("castellan.yaml"),
                POLICY.replace("write: [kafka-admins]", "write: [kafka-admins, reviewers]"));
        desk.git("config", "user.email", "reviewer@example.org");
        declare("9d").commit("the reviewer's own");
        push();
        pin();
        approved("reviewer");
        refused("CAS-AUTH-001");

        approved("second");
        applied();
    }

    /** The trust begins with what is pushed now. */
    private void pin() throws IOException {
        var trust = temp.resolve("trust.yaml");
        Files.writeString(trust, Files.readString(trust).replaceAll("policy: .*", "policy: " + head()));
    }

    @Test
    void aKeyThatIsRevokedOrUnknownOrNotYetValidApprovesNothing() throws Exception {
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
                signer("reviewer", "valid-before=\"" + yesterday + "Z\" ")
                        + signer("second", "valid-after=\"" + tomorrow + "Z\" "));
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

        refused(
                desk.run(
                        "apply",
                        "dev",
                        "--yes",
                        "--commit",
                        "main",
                        "--as",
                        "jenkins:ci:deployer",
                        "--approval",
                        "approval.json"),
                "CAS-AUTH-001");

        var planned =
                desk.run("plan", "dev", "--commit", "main", "--format", "json").out();
        var digest = planned.replaceAll("(?s).*\"changes\".*?\"digest\": \"(sha256:[0-9a-f]{64})\".*", "$1");
        Files.writeString(file, text.replaceAll("sha256:[0-9a-f]{64}", digest));
        refused(
                desk.run(
                        "apply",
                        "dev",
                        "--yes",
                        "--commit",
                        "main",
                        "--as",
                        "jenkins:ci:deployer",
                        "--approval",
                        "approval.json"),
                "CAS-AUTH-001");
        assertThat(exists()).isFalse();
    }

    @Test
    void anApprovalIsSpentByTheApplyThatUsedIt() throws Exception {
        approved("reviewer");
        applied();
        cluster.admin().deleteTopics(List.of(topic)).all().get();
        await().until(() -> !exists());

        refused("CAS-AUTH-001");
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
    void aNewPolicyCountsOnlyOnceItIsApprovedUnderTheOldOne() throws Exception {
        approved("reviewer");
        applied();
        keygen("crony");
        Files.writeString(
                desk.folder.resolve("castellan.yaml"),
                POLICY.replace("kafka-admins: [admin]", "kafka-admins: [admin, crony]")
                        .replace("reviewers: [reviewer, second]", "reviewers: [reviewer, second, crony]")
                        .replace("groups:", "  crony: {keys: [key/crony]}\ngroups:"));
        signers("admin", "reviewer", "second", "deployer", "crony");
        declare("10d").commit("a friend may approve");
        push();

        refused(approve("crony"), "CAS-AUTH-006");
        var waiting = apply();
        refused(waiting, "CAS-AUTH-001");
        assertThat(waiting.out() + waiting.err()).contains("CAS-AUTH-008", "allowed_signers, castellan.yaml");

        approved("reviewer");
        applied();
        assertThat(entries().get(1).intent().warrant().policy())
                .as("one approval is enough for the topic, not for the policy")
                .isEqualTo(entries().get(0).intent().warrant().policy());

        declare("11d").commit("more");
        push();
        approved("reviewer");
        approved("second");
        applied();
        assertThat(entries().get(2).intent().warrant().policy()).contains(head());

        declare("13d").commit("again");
        push();
        approved("crony");
        applied();
        assertThat(entries().get(3).intent().warrant().approvers()).containsExactly("crony");
    }

    @Test
    void anotherClusterIsNotConnectedToBeforeThatIsApproved() throws Exception {
        approved("reviewer");
        applied();
        desk.write(
                "environment.yaml",
                desk.read("environment.yaml").replaceAll("bootstrapServers: .*", "bootstrapServers: [127.0.0.1:1]"));
        declare("10d").commit("elsewhere");
        push();

        approved("reviewer");
        var said = apply();
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("CAS-AUTH-008", "environment.yaml#cluster");
        var drift = desk.run("drift", "dev");
        assertThat(drift.exitCode()).as(drift.out() + drift.err()).isEqualTo(ExitCode.OK);
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
        Files.writeString(
                desk.folder.resolve("castellan.yaml"),
                POLICY + "    breakGlass: {group: kafka-admins, may: [approval]}\n");
        desk.commit("on call");
        push();
        pin();

        var said = desk.run(
                "apply",
                "dev",
                "--yes",
                "--commit",
                "main",
                "--as",
                "local:admin",
                "--break-glass",
                "approval",
                "--reason",
                "incident 4711");

        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.err()).contains("Breaking the glass: leaving out approval");
        assertThat(entries().get(0).intent().warrant().breakGlass())
                .contains(new BreakGlass(List.of("approval"), "incident 4711"));
    }

    private void policy(String text) throws IOException {
        Files.writeString(desk.folder.resolve("castellan.yaml"), text);
    }

    private Optional<String> inForce() {
        var entries = entries();
        return entries.get(entries.size() - 1).intent().warrant().policy();
    }

    @Test
    void theApprovalOfAPolicyThatWasLeftAgainDoesNotBringItBack() throws Exception {
        approved("reviewer");
        applied();
        var strict = inForce();
        policy(POLICY + "    approvals: {control: 1}\n");
        declare("10d").commit("looser");
        push();
        approved("reviewer");
        approved("second");
        applied();
        assertThat(inForce()).isNotEqualTo(strict);

        policy(POLICY);
        declare("11d").commit("strict again");
        push();
        approved("reviewer");
        applied();
        var again = inForce();
        assertThat(again).contains(head());

        policy(POLICY + "    approvals: {control: 1}\n");
        declare("12d").commit("the same as was approved once");
        push();
        assertThat(desk.run("approvals", "dev").out())
                .contains("✗ castellan.yaml  2 approvals are needed and 0 are given");
        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008");
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

        approved("second");
        refused("CAS-AUTH-001");
    }

    @Test
    void anUnsignedCommitThatChangesThePolicyIsApprovedByNobodyWhereCommitsMustBeSigned() throws Exception {
        policy(POLICY + "    signed: {commits: required}\n    approvals: {safe: 0, control: 1}\n");
        desk.commit("signed commits");
        push();
        pin();
        policy(POLICY + "    signed: {commits: optional}\n    approvals: {safe: 0, control: 1}\n");
        desk.commit("in the name of another");
        push();
        approved("reviewer");

        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008", "unknown:unsigned:");
        refused(said, "CAS-AUTH-007");
    }

    @Test
    void nothingFromBeforeTheBranchIsBelievedIsAppliedOrInForce() throws Exception {
        var first = head();
        var trust = Files.readString(temp.resolve("trust.yaml"));
        approved("reviewer");
        applied();
        assertThat(inForce()).contains(first);
        policy(POLICY + "    approvals: {safe: 2}\n");
        declare("10d").commit("stricter");
        push();
        pin();

        refused(desk.run("apply", "dev", "--yes", "--commit", first, "--as", "jenkins:ci:deployer"), "CAS-TRUST-003");
        approved("reviewer");
        refused("CAS-AUTH-001");
        Files.writeString(temp.resolve("trust.yaml"), trust);
    }

    @Test
    void aTrustThatBeginsAfterThePolicyWentDoesNotFallBackToTheOneOfTheRecord() throws Exception {
        approved("reviewer");
        applied();
        var trust = Files.readString(temp.resolve("trust.yaml"));
        Files.delete(desk.folder.resolve("castellan.yaml"));
        desk.commit("nothing any more");
        push();
        pin();

        refused(desk.run("approvals", "dev"), "CAS-TRUST-003");
        Files.writeString(temp.resolve("trust.yaml"), trust);
    }

    @Test
    void aTrustThatBeginsBeforeThePolicyBelievesTheFirstOne() throws Exception {
        var policy = Files.readString(desk.folder.resolve("castellan.yaml"));
        Files.delete(desk.folder.resolve("castellan.yaml"));
        desk.commit("nothing yet");
        pin();
        policy(policy);
        desk.commit("the policy");
        policy(policy + "    approvals: {safe: 0}\n    separate: []\n");
        desk.commit("looser");
        push();

        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008");
        refused(said, "CAS-AUTH-001");
    }

    @Test
    void anEntryThatSomebodyPushedBringsNoPolicyThatNobodyApproved() throws Exception {
        approved("reviewer");
        applied();
        var good = inForce().orElseThrow();
        policy(POLICY + "    approvals: {safe: 0}\n    separate: []\n");
        declare("10d").commit("looser");
        push();
        forge(text -> text.replace(good, head()), "intent", "plan", "outcome");
        assertThat(inForce()).as("what it says").contains(head());

        var said = apply();
        assertThat(said.out() + said.err()).contains("CAS-AUTH-008");
        refused(said, "CAS-AUTH-001");
    }

    /** Pushes the first entry of the ledger as its second. */
    private void forge(UnaryOperator<String> otherwise, String... events) throws IOException {
        forged = true;
        var clone = RealGit.init(temp.resolve("forged"));
        clone.run("pull", "-q", origin.folder().toString(), "castellan/ledger/dev");
        var folder = clone.folder().resolve("events/0000");
        for (var event : events) {
            var text = Files.readString(folder.resolve("000001-" + event + ".json"));
            Files.writeString(
                    folder.resolve("000002-" + event + ".json"),
                    otherwise.apply(text.replaceFirst("\"sequence\": *1", "\"sequence\": 2")));
        }
        clone.commit("dev #2");
        clone.run("push", "-q", origin.folder().toString(), "HEAD:castellan/ledger/dev");
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
    void whoWroteOrApprovedAPolicyDoesNotBringItIntoForce() throws Exception {
        policy(POLICY.replace("keys: [key/second]", "keys: [key/second], accounts: [local:second]")
                .replace("developers: [deployer]", "developers: [deployer, second, admin]")
                .replace("kafka-admins: [admin]", "kafka-admins: [admin, deployer]")
                .replace("deployer: {", "deployer: {emails: [deployer@example.org], "));
        desk.commit("who");
        push();
        pin();
        policy(Files.readString(desk.folder.resolve("castellan.yaml")) + "    approvals: {safe: 1}\n");
        desk.commit("another policy");
        desk.git("config", "user.email", "deployer@example.org");
        declare("9d").commit("by somebody else");
        push();
        approved("reviewer");
        approved("second");

        refused(desk.run("apply", "dev", "--yes", "--commit", "main", "--as", "local:second"), "CAS-AUTH-005");
        refused(desk.run("apply", "dev", "--yes", "--commit", "main", "--as", "local:admin"), "CAS-AUTH-005");
        assertThat(exists()).isFalse();
    }

    private Governance governance() {
        var settings = new RemoteSettings(RemoteSettings.PATIENCE, desk.variables, new Random(), line -> {});
        var trust = TrustFile.read(temp.resolve("trust.yaml"), "trust.yaml");
        try (var workspace = new Workspace(desk.folder, "environments", GitRepository.discover(desk.folder))
                .under(TrustedRepository.open(trust, temp.resolve("own-cache"), settings))) {
            var loading = new Loading(workspace, Rooms.registry(), Clock.systemUTC());
            return Governance.of(
                            workspace,
                            loading,
                            Clock.systemUTC(),
                            new Hosting(Clock.systemUTC(), name -> ""),
                            "dev",
                            head(),
                            List.of())
                    .orElseThrow();
        }
    }

    @Test
    void whatWasPlannedByOnePolicyIsNotExecutedByAnother() throws Exception {
        policy(POLICY + "    approvals: {safe: 2}\n");
        desk.commit("stricter");
        push();
        var planned = governance();
        governance().requireStill(planned);
        approved("reviewer");
        governance().requireStill(planned);
        approved("second");

        assertThatThrownBy(() -> governance().requireStill(planned)).hasMessageContaining("CAS-AUTH-011");
    }

    @Test
    void whoRewritesTheBranchOfApprovalsStopsNobodyWhoHasThemAsFiles() throws Exception {
        approved("second", "--comment", "on the branch");
        approved("reviewer", "--out", "approval.json");
        refused(desk.run("apply", "dev", "--yes", "--commit", "main", "--as", "local:admin"), "CAS-ACCESS-002");
        origin.run("update-ref", "refs/heads/castellan/approvals/dev", head());

        var said = desk.run(
                "apply",
                "dev",
                "--yes",
                "--commit",
                "main",
                "--as",
                "jenkins:ci:deployer",
                "--approval",
                "approval.json");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out() + said.err()).contains("castellan/approvals/dev", "was rewritten");
        assertThat(entries().get(0).intent().warrant().approvers()).containsExactly("reviewer");
    }

    @Test
    void aPolicyIsNotTakenAwayHoweverManyWouldApproveThat() throws Exception {
        approved("reviewer");
        applied();
        Files.delete(desk.folder.resolve("castellan.yaml"));
        declare("10d").commit("no policy");
        push();

        refused(approve("reviewer"), "CAS-AUTH-012");
        refused("CAS-AUTH-012");
    }
}
