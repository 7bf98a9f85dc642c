package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.ledger.GitLedger;
import io.castellan.signature.SshKeygen;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A desk whose policy wants the ledger signed, on a real broker, with real keys and a real remote repository. */
abstract class SignedLedgerDesk {
    static final String UNSIGNED = """
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

    static final String SIGNED = UNSIGNED + "    signed: {ledger: required, keys: [key/ci, key/stolen]}\n";

    @TempDir
    Path temp;

    final TestCluster cluster = SharedBroker.get();
    final String topic = cluster.prefix() + "payments";
    RealGit origin;
    Desk desk;

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

    Path key(String name) {
        return temp.resolve(name);
    }

    String signer(String name, String options) {
        var parts = SshKeygen.publicLine(key(name)).split(" ");
        return "key/" + name + " " + options + parts[0] + " " + parts[1] + "\n";
    }

    SignedLedgerDesk policy(String text) throws IOException {
        Files.writeString(desk.folder.resolve("castellan.yaml"), text);
        return this;
    }

    Desk declare(String retention) {
        return desk.write(
                "state.yaml", "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention));
    }

    String head() {
        return desk.git("rev-parse", "HEAD").strip();
    }

    void push() {
        desk.git("push", "-q", "origin", "main");
    }

    void pin() throws IOException {
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin.folder(), head()));
    }

    Desk.Said apply(Optional<String> key) {
        var arguments = new ArrayList<>(List.of("apply", "dev", "--yes", "--commit", "main"));
        arguments.addAll(List.of("--as", "jenkins:ci:deployer"));
        key.ifPresent(name -> arguments.addAll(List.of("--ledger-key", key(name).toString())));
        return desk.run(arguments.toArray(String[]::new));
    }

    void applied(String key) {
        var said = apply(Optional.of(key));
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    static void refused(Desk.Said said, String... texts) {
        assertThat(said.err()).as(said.out()).contains(texts);
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    boolean exists() throws Exception {
        return cluster.admin().listTopics().names().get().contains(topic);
    }

    String retention() throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return cluster.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("retention.ms")
                .value();
    }

    String ledgerHead() {
        return origin.run("for-each-ref", "--format=%(objectname)", "refs/heads/castellan/ledger/dev");
    }

    interface Work {
        void in(GitRepository repository, GitLedger ledger) throws Exception;
    }

    void onTheHost(Work work) throws Exception {
        try (var repository = GitRepository.discover(origin.folder()).orElseThrow()) {
            work.in(repository, new GitLedger(repository, "dev"));
        }
    }

    void approve() {
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
}
