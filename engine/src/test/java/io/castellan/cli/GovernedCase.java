package io.castellan.cli;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import io.castellan.model.LedgerEntry;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One topic under a strict policy, on a real broker, with real keys and a real remote repository. Each record is audited in the end. */
abstract class GovernedCase {
    static final String POLICY = """
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
    Path temp;

    final TestCluster cluster = SharedBroker.get();
    final String topic = cluster.prefix() + "payments";
    GovernedDesk governed;
    RealGit origin;
    Desk desk;
    private boolean forged;

    @BeforeEach
    void aPolicyAndATrust() throws Exception {
        governed = new GovernedDesk(temp, cluster, state("7d"), POLICY);
        origin = governed.origin;
        desk = governed.desk;
    }

    @AfterEach
    void whateverHappenedTheRecordIsGood() {
        GovernedDesk.ended(forged ? ExitCode.REFUSED : ExitCode.OK, desk.run("audit"));
    }

    private String state(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention);
    }

    Desk declare(String retention) {
        return desk.write("state.yaml", state(retention));
    }

    /** Declares only what no unsigned commit ever touched. */
    void onlySigned() {
        desk.write("state.yaml", "topics: {}\n")
                .write("signed.yaml", "topics: {" + topic + ".signed: {partitions: 1}}\n")
                .commit("signed");
    }

    void policy(String text) throws IOException {
        Files.writeString(desk.folder.resolve("castellan.yaml"), text);
    }

    String head() {
        return governed.head();
    }

    void push() {
        governed.push();
    }

    /** The trust begins with what is pushed now. */
    void pin() throws IOException {
        governed.pin("main");
    }

    Desk.Said approve(String who, String... more) {
        return governed.approve(who, more);
    }

    void approved(String who, String... more) {
        GovernedDesk.ended(ExitCode.OK, approve(who, more));
    }

    /** @param more options */
    Desk.Said apply(String... more) {
        return governed.apply("jenkins:ci:deployer", more);
    }

    void applied() {
        GovernedDesk.ended(ExitCode.OK, apply());
    }

    void refused(String code) {
        refused(apply(), code);
    }

    static void refused(Desk.Said said, String code) {
        GovernedDesk.refused(said, code);
    }

    boolean exists() throws ExecutionException, InterruptedException {
        return cluster.admin().listTopics().names().get().contains(topic);
    }

    List<LedgerEntry> entries() {
        return governed.entries();
    }

    /** The commit of the policy by which was applied last. */
    Optional<String> inForce() {
        var entries = entries();
        return entries.get(entries.size() - 1).intent().warrant().policy();
    }

    /** Pushes the first entry of the ledger as its second. */
    void forge(UnaryOperator<String> otherwise, String... events) throws IOException {
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
}
