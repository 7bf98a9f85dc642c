package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problems;
import io.castellan.git.HttpHost;
import io.castellan.git.RealGit;
import io.castellan.json.SchemaValidator;
import io.castellan.signature.SshKeygen;
import io.castellan.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository in which everything is in place, with real Git, real keys and a host on this machine; then something is missing. */
class AccessDoctorIT {
    private static final String HELD = "{\"rule_name\": \"main\", \"enable_push\": false, \"required_approvals\": 1,"
            + " \"dismiss_stale_approvals\": true, \"block_admin_merge_override\": true},"
            + " {\"rule_name\": \"castellan/**\", \"enable_push\": true, \"enable_push_whitelist\": true,"
            + " \"block_admin_merge_override\": true}";
    private static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [prod]
            people:
              admin:    {emails: [admin@example.org], accounts: [gitea:admin]}
              reviewer: {keys: [key/reviewer], accounts: [gitea:reviewer]}
              auditor:  {keys: [key/auditor], accounts: [gitea:auditor]}
              deployer: {accounts: [jenkins:ci:deployer]}
            access:
              prod:
                write: [admin]
                approve: [reviewer, auditor]
                execute: [deployer]
                signed: {ledger: required, keys: [key/ci]}
                secrets: [PROD_JAAS]
                clientConfig: [sasl.jaas.config]
            """;

    @TempDir
    private Path temp;

    private final AtomicReference<String> rules = new AtomicReference<>(HELD);
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer host;
    private RealGit origin;
    private Desk desk;

    @BeforeEach
    void everythingIsInPlace() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        host.createContext("/repos/example/state/branch_protections", exchange -> {
            asked.incrementAndGet();
            var body = ("[" + rules.get() + "]").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        host.start();
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk = new Desk(Files.createDirectories(temp.resolve("desk")));
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        desk.variables.put("HOME", temp.toString());
        desk.variables.put("HOST_TOKEN", "token");
        desk.variables.put("PROD_JAAS", "secret");
        desk.variables.put("CASTELLAN_LEDGER_KEY", temp.resolve("ci").toString());
        var keygen = new SshKeygen(temp);
        var signers = new StringBuilder();
        for (var name : List.of("reviewer", "auditor", "ci")) {
            var parts =
                    SshKeygen.publicLine(keygen.generate(name, "-t", "ed25519")).split(" ");
            signers.append("key/" + name + " " + parts[0] + " " + parts[1] + "\n");
        }
        write("allowed_signers", signers.toString());
        write("castellan.yaml", POLICY + hostLine());
        write(".gitea/CODEOWNERS", ".* @reviewer\n");
        write("environments/prod/environment.yaml", """
                apiVersion: castellan/v1
                environment: prod
                cluster: {id: 5L6g3nShT-eMCtK--X86sw, bootstrapServers: [b1.example.org:9093]}
                """);
        desk.git("remote", "add", "origin", origin.folder().toString());
        push("first");
        trust(origin.folder().toString());
    }

    @AfterEach
    void stop() {
        host.stop(0);
    }

    private String hostLine() {
        return "host: {kind: gitea, repository: example/state, url: \"http://127.0.0.1:"
                + host.getAddress().getPort() + "\", token: HOST_TOKEN}\n";
    }

    private void write(String file, String text) throws IOException {
        var path = desk.folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void push(String message) {
        desk.commit(message).git("push", "-q", "origin", "main");
    }

    private void trust(String repository) throws IOException {
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(
                        repository, desk.git("rev-parse", "HEAD").strip()));
        desk.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
    }

    private Desk.Said doctor(ExitCode exitCode, String... more) {
        var arguments = new ArrayList<>(List.of("access", "doctor"));
        arguments.addAll(List.of(more));
        var said = desk.run(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(exitCode);
        return said;
    }

    /** Lines of this verdict, without it. */
    private static List<String> lines(Desk.Said said, String verdict) {
        return said.out()
                .lines()
                .filter(line -> line.startsWith("  " + verdict))
                .map(line -> line.substring(2 + verdict.length()).strip())
                .toList();
    }

    @Test
    void whereEverythingIsInPlaceItSaysSoAndChangesNothing() throws IOException {
        var before = origin.run("for-each-ref") + desk.git("for-each-ref") + desk.git("status", "--porcelain");

        var said = doctor(ExitCode.OK);

        assertThat(lines(said, "warning")).isEmpty();
        assertThat(lines(said, "problem")).isEmpty();
        assertThat(lines(said, "no answer")).isEmpty();
        assertThat(lines(said, "not checked")).isEmpty();
        assertThat(lines(said, "ok"))
                .anyMatch(line -> line.startsWith("castellan.yaml of ") && line.endsWith("in force for prod"))
                .contains("prod: whoever may write a change, it can be approved and applied")
                .contains("everybody whose signature may be asked for has a key that counts now (3 in allowed_signers)")
                .contains("prod: the key that is given can sign the ledger, and counts")
                .anyMatch(line -> line.contains("lets us begin a push"))
                .contains("environments/prod is owned by reviewer (.gitea/CODEOWNERS)")
                .contains("main is held fast by the host")
                .contains("castellan/ledger/prod is held fast by the host");
        assertThat(origin.run("for-each-ref") + desk.git("for-each-ref") + desk.git("status", "--porcelain"))
                .isEqualTo(before);
    }

    @Test
    void theJsonFollowsItsSchema() {
        rules.set("");
        desk.variables.remove("PROD_JAAS");
        var said = doctor(ExitCode.REFUSED, "prod", "--format", "json");

        var problems = new Problems();
        var node = YamlReader.read("doctor", said.out().getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow();
        new SchemaValidator().validate("doctor", node, problems);
        assertThat(problems.sorted()).isEmpty();
        assertThat(said.out()).contains("\"format\": \"castellan/doctor/v1\"", "\"verdict\": \"not checked\"");
    }

    @Test
    void aHostThatHoldsNothingIsAProblem() {
        rules.set("");

        assertThat(lines(doctor(ExitCode.REFUSED), "problem"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("CAS-DOCTOR-031 main: no rule"))
                .anyMatch(line -> line.startsWith("CAS-DOCTOR-031 castellan/ledger/prod: no rule"));
    }

    @Test
    void aHostThatDoesNotAnswerEndsWithSix() {
        desk.variables.remove("HOST_TOKEN");

        assertThat(lines(doctor(ExitCode.UNREACHABLE), "no answer")).anyMatch(line -> line.startsWith("CAS-HOST-003"));
    }

    @Test
    void withoutAHostItsProtectionIsNotCheckedUnlessTheRepositoryIsOnADisk() throws IOException {
        write("castellan.yaml", POLICY);
        push("no host");
        try (var http = new HttpHost(temp, Optional.empty())) {
            trust(http.url("origin.git"));
            assertThat(lines(doctor(ExitCode.OK), "not checked"))
                    .containsExactly("CAS-DOCTOR-030 host protections not checked: the policy names no 'host' to ask");
        }
        trust(origin.folder().toString());
        assertThat(lines(doctor(ExitCode.REFUSED), "problem"))
                .hasSize(2)
                .allMatch(line -> line.startsWith("CAS-DOCTOR-031"));

        desk.variables.remove("CASTELLAN_TRUST");
        origin.run("config", "receive.denyDeletes", "true");
        assertThat(lines(doctor(ExitCode.REFUSED), "problem")).hasSize(1);

        origin.run("config", "receive.denyNonFastForwards", "true");
        assertThat(lines(doctor(ExitCode.OK), "ok")).anyMatch(line -> line.endsWith("rewritten or deleted by a push"));
    }

    @Test
    void aTrustFileThatDoesNotHoldIsAProblemAndTheRestIsSaidAllTheSame() throws IOException {
        Files.writeString(
                temp.resolve("trust.yaml"),
                Files.readString(temp.resolve("trust.yaml")).replaceAll("policy: .*", "policy: " + "ab".repeat(20)));

        var said = doctor(ExitCode.REFUSED);

        assertThat(lines(said, "problem")).singleElement().asString().startsWith("CAS-TRUST-002");
        assertThat(said.out()).contains("castellan.yaml here is free of contradictions");
    }

    @Test
    void aHostThatNothingBelievedNamesIsNotGivenTheToken() throws IOException {
        desk.variables.remove("CASTELLAN_TRUST");
        var here = doctor(ExitCode.OK);
        trust(origin.folder().toString());
        write("castellan.yaml", POLICY + hostLine() + "# nobody approved this\n");
        push("and somebody pushed to the ledger by hand");
        desk.git("push", "-q", "origin", "main:castellan/ledger/prod");
        var doubtful = desk.run("access", "doctor");

        for (var said : List.of(here, doubtful)) {
            assertThat(said.out())
                    .contains("CAS-DOCTOR-030 host protections not checked: a host is asked only where")
                    .doesNotContain("held fast by the host");
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void aRepositoryThatIsAwayIsNoAnswer() throws IOException {
        trust(temp.resolve("nowhere.git").toString());
        assertThat(lines(doctor(ExitCode.UNREACHABLE), "no answer")).anyMatch(line -> line.startsWith("CAS-GIT-018"));

        desk.variables.remove("CASTELLAN_TRUST");
        desk.git("remote", "set-url", "origin", temp.resolve("nowhere.git").toString());
        assertThat(lines(doctor(ExitCode.UNREACHABLE), "no answer")).anyMatch(line -> line.startsWith("CAS-GIT-018"));
    }

    @Test
    void withoutATrustFileThatIsToldAndFilesOnDiskAreRead() throws IOException {
        desk.variables.remove("CASTELLAN_TRUST");
        write("castellan.yaml", POLICY + hostLine() + "# changed\n");

        var said = doctor(ExitCode.OK);

        assertThat(lines(said, "warning"))
                .anyMatch(line -> line.startsWith("CAS-DOCTOR-013") && line.endsWith("apply refuses prod"))
                .anyMatch(line -> line.startsWith("CAS-DOCTOR-017 castellan.yaml is not as committed"));
        assertThat(lines(said, "ok")).anyMatch(line -> line.startsWith("main is the same here and in "));
    }

    @Test
    void withoutARemoteThatIsTold() {
        desk.variables.remove("CASTELLAN_TRUST");
        desk.git("remote", "remove", "origin");

        assertThat(lines(doctor(ExitCode.OK), "warning")).anyMatch(line -> line.startsWith("CAS-DOCTOR-015"));
    }

    @Test
    void aStateBranchThatIsNotTheSharedOneIsTold() {
        desk.commit("only here");
        assertThat(lines(doctor(ExitCode.OK), "warning"))
                .singleElement()
                .asString()
                .startsWith("CAS-DOCTOR-016 main here (")
                .contains("has commits that are not there");

        desk.git("push", "-q", "origin", "main");
        desk.git("reset", "-q", "--hard", "HEAD~1");
        assertThat(lines(doctor(ExitCode.OK), "warning"))
                .singleElement()
                .asString()
                .contains("is behind");
    }

    @Test
    void aPolicyThatNobodyApprovedYetIsToldAndTheOneInForceIsLookedAt() throws IOException {
        write("castellan.yaml", POLICY.replace("execute: [deployer]", "execute: [deployer, admin]") + hostLine());
        push("more may execute");

        assertThat(lines(doctor(ExitCode.OK), "warning"))
                .singleElement()
                .asString()
                .startsWith("CAS-AUTH-008");
    }

    @Test
    void withoutAPolicyNothingElseOfItIsSaid() throws IOException {
        desk.variables.remove("CASTELLAN_TRUST");
        Files.delete(desk.folder.resolve("castellan.yaml"));

        var said = doctor(ExitCode.REFUSED);

        assertThat(lines(said, "problem")).singleElement().asString().startsWith("CAS-DOCTOR-001");
        assertThat(said.out()).doesNotContain("Keys\n", "Host\n");
    }

    @Test
    void aPolicyThatContradictsItselfIsAProblem() throws IOException {
        desk.variables.remove("CASTELLAN_TRUST");
        write("castellan.yaml", POLICY.replace("[reviewer, auditor]", "[reviewer]"));

        assertThat(lines(doctor(ExitCode.REFUSED), "problem"))
                .singleElement()
                .asString()
                .startsWith("CAS-POLICY-008 castellan.yaml:");
    }

    @Test
    void aLedgerThatWasNeverPushedIsAProblem() {
        desk.git("branch", "castellan/ledger/prod");

        assertThat(lines(doctor(ExitCode.REFUSED), "problem"))
                .singleElement()
                .asString()
                .startsWith("CAS-DOCTOR-018 prod: castellan/ledger/prod is in this clone only");
    }

    @Test
    void aLedgerThatNeedNotBeSignedIsTold() throws IOException {
        write("castellan.yaml", POLICY.replaceAll(" +signed: .*\n", "") + hostLine());
        push("unsigned");
        trust(origin.folder().toString());

        assertThat(lines(doctor(ExitCode.OK), "warning")).anyMatch(line -> line.startsWith("CAS-DOCTOR-020"));
    }

    @Test
    void theKeyOfTheLedgerIsTriedOrItIsSaidThatItIsNot() {
        desk.variables.remove("CASTELLAN_LEDGER_KEY");
        assertThat(lines(doctor(ExitCode.OK), "not checked"))
                .singleElement()
                .asString()
                .startsWith("CAS-DOCTOR-021");

        desk.variables.put("CASTELLAN_LEDGER_KEY", temp.resolve("auditor").toString());
        assertThat(lines(doctor(ExitCode.REFUSED), "problem"))
                .singleElement()
                .asString()
                .startsWith("CAS-LEDGER-012");

        desk.variables.put("CASTELLAN_LEDGER_KEY", temp.resolve("gone").toString());
        assertThat(lines(doctor(ExitCode.REFUSED), "problem"))
                .singleElement()
                .asString()
                .startsWith("CAS-SIGN-021");
    }

    @Test
    void whoMayReadAndNotPushIsToldWithoutSendingAnything() throws IOException {
        try (var http = new HttpHost(temp, Optional.empty())) {
            trust(http.url("origin.git"));
            assertThat(lines(doctor(ExitCode.OK), "ok")).anyMatch(line -> line.contains("lets us begin a push"));

            origin.run("config", "http.receivepack", "false");
            assertThat(lines(doctor(ExitCode.REFUSED), "problem"))
                    .singleElement()
                    .asString()
                    .startsWith("CAS-DOCTOR-022");
        }
    }

    @Test
    void anEnvironmentThatIsNoneIsAMistake() {
        assertThat(doctor(ExitCode.INPUT, "nowhere").err()).contains("CAS-CLI-002");
    }
}
