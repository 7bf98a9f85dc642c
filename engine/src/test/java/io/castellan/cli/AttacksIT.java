package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.json.PlanFormat;
import io.castellan.ledger.ApprovalFormat;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Change;
import io.castellan.model.Difference;
import io.castellan.model.Plan;
import io.castellan.model.RiskClass;
import io.castellan.signature.SshSigner;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people who each have some right might try, on a real broker, with real keys and a real remote repository: each is refused by its
 * own code, and leaves cluster and record as they were. docs/threat-model.md names the tests of the other attacks.
 */
class AttacksIT {
    private static final String DEPLOYER = "jenkins:ci:deployer";
    /** The administrator has two addresses, two keys and an account, and everybody may execute. */
    private static final String POLICY = GovernedDesk.POLICY
            .replace(
                    "{emails: [admin@example.org], keys: [key/admin]",
                    "{emails: [admin@example.org, night@example.org]," + " keys: [key/admin, key/second]")
            .replace("  second:   {emails: [second@example.org], keys: [key/second]}\n", "")
            .replace("reviewers: [reviewer, second]", "reviewers: [reviewer]")
            .replace("developers: [deployer]", "developers: [deployer, admin]");

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private GovernedDesk governed;

    @BeforeEach
    void anAppliedTopic() throws Exception {
        governed = new GovernedDesk(temp, cluster, state("7d"));
        governed.policy(POLICY).pin("main");
        governed.applied("reviewer");
    }

    private String state(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}\n".formatted(topic, retention);
    }

    private GovernedDesk declared(String retention) {
        governed.desk.write("state.yaml", state(retention)).commit("retention");
        governed.push();
        return governed;
    }

    /** What must stay as it is. */
    private String world() throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var topics = cluster.admin().listTopics().names().get().stream()
                .filter(name -> name.startsWith(cluster.prefix()))
                .sorted()
                .collect(Collectors.joining(" "));
        return topics
                + cluster.admin()
                        .describeConfigs(List.of(resource))
                        .all()
                        .get()
                        .get(resource)
                        .get("retention.ms")
                        .value()
                + governed.origin.run("rev-parse", "castellan/ledger/dev");
    }

    private void inVain(ExitCode exitCode, String code, String... command) throws Exception {
        var before = world();
        var said = GovernedDesk.ended(exitCode, governed.run(command));
        assertThat(said.out() + said.err()).contains(code);
        assertThat(world()).isEqualTo(before);
    }

    private static String[] apply(String as, String... more) {
        var command = List.of("apply", "dev", "--yes", "--commit", "main", "--as", as);
        return Stream.concat(command.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void whoWroteItUnderOneAddressDoesNotExecuteItUnderAnAccount() throws Exception {
        governed.by("night");
        declared("8d");
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer"));

        inVain(ExitCode.REFUSED, "CAS-AUTH-005", apply("local:admin"));
    }

    @Test
    void whoWroteItDoesNotApproveItWithAnotherKey() throws Exception {
        governed.by("night");
        declared("8d");
        for (var key : List.of("second", "admin")) {
            inVain(ExitCode.REFUSED, "CAS-AUTH-016", "approve", "dev", "--yes", "--key", governed.key(key));
        }
        // when somebody signs it all the same
        var other = GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer", "--out", "good.json"));
        assertThat(other.out()).contains("Approved by reviewer");
        var good = ApprovalFormat.read("good.json", Files.readAllBytes(governed.desk.folder.resolve("good.json")))
                .approval();
        signed("second", good, "own.json");

        inVain(ExitCode.REFUSED, "CAS-AUTH-001", apply(DEPLOYER, "--approval", "own.json"));
        inVain(ExitCode.REFUSED, "CAS-AUTH-016", apply(DEPLOYER, "--approval", "own.json"));
    }

    private void signed(String key, Approval approval, String file) throws IOException {
        var signature = new SshSigner(Path.of(governed.key(key)), Duration.ofMinutes(1), line -> {})
                .sign(approval.signedBytes(), "castellan-approval");
        Files.write(
                governed.desk.folder.resolve(file), ApprovalFormat.write(new Signed(approval, signature.armored())));
    }

    @Test
    void aKeyThatIsRevokedIsNotHelpedByADateFromBefore() throws Exception {
        declared("8d");
        GovernedDesk.ended(ExitCode.OK, governed.approve("reviewer", "--out", "good.json"));
        var good = ApprovalFormat.read("good.json", Files.readAllBytes(governed.desk.folder.resolve("good.json")))
                .approval();
        var before = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(2, ChronoUnit.DAYS);
        var dated = new Approval(
                good.target(),
                good.ledgerHead(),
                good.changes(),
                good.ceilings(),
                good.verdict(),
                good.comment(),
                before,
                before.plus(7, ChronoUnit.DAYS));
        signed("reviewer", dated, "dated.json");
        GovernedDesk.ended(ExitCode.OK, governed.run("approvals", "dev", "--approval", "dated.json"));

        var signers = governed.desk.folder.resolve("allowed_signers");
        var yesterday = Instant.now().minus(1, ChronoUnit.DAYS).toString().substring(0, 10);
        Files.writeString(
                signers,
                Files.readString(signers)
                        .replace(
                                "key/reviewer ", "key/reviewer valid-before=\"" + yesterday.replace("-", "") + "Z\" "));
        governed.desk.commit("revoked");
        governed.push();
        governed.pin("main");

        inVain(ExitCode.REFUSED, "CAS-AUTH-001", apply(DEPLOYER, "--approval", "dated.json"));
        inVain(ExitCode.REFUSED, "CAS-AUTH-006", apply(DEPLOYER, "--approval", "dated.json"));
    }

    @Test
    void aPlanFileIsNotTakenAtItsWord() throws Exception {
        declared("1d");
        GovernedDesk.ended(ExitCode.OK, governed.run("plan", "dev", "--out", "agreed.plan"));
        var file = governed.desk.folder.resolve("agreed.plan");
        var honest = Files.readAllBytes(file);
        var text = new String(honest, StandardCharsets.UTF_8);
        assertThat(text).contains("\"destructive\"");

        // when only the word for the risk is softened
        Files.writeString(file, text.replace("\"destructive\"", "\"safe\""));
        inVain(ExitCode.INPUT, "CAS-JSON-005", apply(DEPLOYER, "--plan", "agreed.plan"));

        // when it names other authors than the commits do
        Files.writeString(file, text.replaceFirst("\\{", "{\"authors\": [\"somebody\"],"));
        inVain(ExitCode.INPUT, "CAS-JSON-004", apply(DEPLOYER, "--plan", "agreed.plan"));

        // when all digests are made to fit
        Files.write(file, PlanFormat.write(softened(PlanFormat.read("agreed.plan", honest))));
        inVain(ExitCode.REFUSED, "CAS-AUTH-001", "approvals", "dev");
        inVain(ExitCode.STALE, "CAS-APPLY-002", apply(DEPLOYER, "--plan", "agreed.plan"));

        // when it is only told more kindly, and who agreed to it is another matter
        Files.writeString(file, text.replaceAll("\"why\": \"[^\"]*\"", "\"why\": \"nothing is lost\""));
        inVain(ExitCode.REFUSED, "CAS-AUTH-001", apply(DEPLOYER, "--plan", "agreed.plan"));
        inVain(ExitCode.REFUSED, "destructive", apply(DEPLOYER, "--plan", "agreed.plan"));
    }

    private static Plan softened(Plan plan) {
        return new Plan(
                plan.tool(),
                plan.createdAt(),
                plan.target(),
                plan.origin(),
                plan.complete(),
                plan.notes(),
                plan.changes().stream().map(change -> softened(change, plan)).toList(),
                plan.steps());
    }

    private static Change softened(Change change, Plan plan) {
        if (!change.disposition().isPlanned()) {
            return change;
        }
        var builder = Difference.of(change.id(), change.verb())
                .provenance(change.difference().provenance())
                .risk(RiskClass.SAFE, "SAFE", "nothing is lost");
        builder.fields(change.difference().fields());
        change.difference().uuid().ifPresent(builder::uuid);
        return Change.of(builder.build(), plan.target());
    }

    @Test
    void whoLoosensTheProtectionIsStillProtectedFrom() throws Exception {
        for (var name : List.of("a", "b")) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic(topic + name, 1, (short) 1)))
                    .all()
                    .get();
        }
        var environment = governed.desk.read("environment.yaml");
        governed.desk.write("environment.yaml", environment + "\nprotection: {maxDeletes: 1, maxDeleteShare: 100%}\n");
        governed.desk.commit("protect");
        governed.push();
        governed.applied("reviewer");

        governed.desk.write(
                "environment.yaml", environment + "\nprotection: {maxDeletes: 100, maxDeleteShare: 100%}\n");
        governed.desk.write("state.yaml", """
                topics:
                  %1$s: {partitions: 1, config: {retention.ms: 7d}}
                  %1$sa: {absent: true, reason: old, evenIfActive: true}
                  %1$sb: {absent: true, reason: old, evenIfActive: true}
                """.formatted(topic));
        governed.desk.commit("clean up");
        governed.push();

        inVain(ExitCode.REFUSED, "CAS-PLAN-002", apply(DEPLOYER));
        inVain(ExitCode.REFUSED, "CAS-PLAN-002", "plan", "dev", "--commit", "main");
    }

    @Test
    void aSecretIsNoSettingAndNoProgramIsNamed() throws Exception {
        declared("${env:DEV_JAAS}");
        inVain(ExitCode.INPUT, "CAS-SETTING-002", apply(DEPLOYER));
        assertThat(governed.run("validate").out() + governed.run("validate").err())
                .doesNotContain(governed.desk.variables.get("DEV_JAAS"));

        var environment = governed.desk.read("environment.yaml");
        for (var more : List.of(
                "driver: {ansible: {inventory: ops/prod.ini, playbook: ops/evil.yml}}",
                "drivers: {command: ./evil}",
                "hooks: {before: ./evil}")) {
            declared("7d").desk.write("environment.yaml", environment + "\n" + more + "\n");
            governed.desk.commit("a program");
            governed.push();
            inVain(ExitCode.INPUT, "CAS-SCHEMA-001", apply(DEPLOYER));
        }
        for (var more : List.of(
                "sasl.login.callback.handler.class: evil.Handler",
                "sasl.jaas.config: 'com.sun.security.auth.module.JndiLoginModule required;'",
                "ssl.truststore.location: file:///etc/passwd")) {
            declared("7d")
                    .desk
                    .write(
                            "environment.yaml",
                            environment.replaceFirst(
                                    "(?m)^    sasl.jaas.config: .*$", "    " + Matcher.quoteReplacement(more)));
            governed.desk.commit("a class");
            governed.push();
            inVain(ExitCode.INPUT, "environment.yaml", apply(DEPLOYER));
        }
    }

    @Test
    void aKeyThatAPullRequestBringsAlongDoesNotApproveIt() throws Exception {
        var signers = governed.desk.folder.resolve("allowed_signers");
        keygen("crony");
        var parts = Files.readString(temp.resolve("key-crony.pub")).split(" ");
        Files.writeString(signers, Files.readString(signers) + "key/reviewer " + parts[0] + " " + parts[1] + "\n");
        declared("8d");

        inVain(
                ExitCode.REFUSED,
                "CAS-AUTH-006",
                "approve",
                "dev",
                "--yes",
                "--key",
                temp.resolve("key-crony").toString());
        inVain(ExitCode.REFUSED, "CAS-AUTH-008", apply(DEPLOYER));
    }

    private void keygen(String name) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        temp.resolve("key-" + name).toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
