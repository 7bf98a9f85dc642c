package io.castellan.cli;

import static io.castellan.cli.Chronicle.DEV;
import static io.castellan.cli.Chronicle.START;
import static io.castellan.cli.Chronicle.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import io.castellan.model.Approval;
import io.castellan.model.Approval.Signed;
import io.castellan.model.Approval.Verdict;
import io.castellan.model.Change;
import io.castellan.model.Intent;
import io.castellan.model.Intent.Executor;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Verb;
import io.castellan.model.Warrant;
import io.castellan.model.Warrant.Counted;
import io.castellan.signature.SshSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real repository with a policy, real keys and a ledger of one entry, and what an audit says of it. */
abstract class AuditedRecord {
    static final String POLICY = """
            apiVersion: castellan/v1
            pipeline: [dev]
            people:
              admin:    {emails: [admin@example.org], keys: [key/admin]}
              other:    {emails: [other@example.org]}
              reviewer: {emails: [reviewer@example.org], keys: [key/reviewer]}
              second:   {emails: [second@example.org], keys: [key/second]}
              deployer: {accounts: [jenkins:ci:deployer, local:deployer]}
            groups: {kafka-admins: [admin, other], reviewers: [reviewer, second], developers: [deployer]}
            access:
              dev:
                breakGlass: {group: reviewers, may: [approval]}
                write: [kafka-admins]
                approve: [reviewers]
                execute: [developers]
            """;

    static final String LEDGER = "castellan/ledger/dev";
    static final Executor DEPLOYER = new Executor("deployer", "jenkins:ci");

    @TempDir
    Path temp;

    Chronicle chronicle;
    RealGit git;
    String policy;

    /** Created by the admin, as #1 of the ledger. */
    final Change orders = change(Verb.CREATE, "orders", "partitions", "", "1", "orders.yaml:1:20");

    final Change more = change(Verb.UPDATE, "orders", "partitions", "1", "2", "orders.yaml:1:20");

    @BeforeEach
    void aPolicyAndOneApply() throws Exception {
        chronicle = new Chronicle(Files.createDirectories(temp.resolve("desk")));
        git = chronicle.git;
        for (var name : List.of("admin", "reviewer", "second", "jenkins")) {
            keygen(name);
        }
        git.write("castellan.yaml", POLICY);
        signers("");
        policy = declare("admin", "1");
        apply(authorised("admin"), orders);
    }

    Path key(String name) {
        return temp.resolve("key-" + name);
    }

    void keygen(String name) throws IOException, InterruptedException {
        var command = List.of(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key(name).toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** @param options of the reviewer's line */
    void signers(String options) throws IOException {
        var lines = new StringBuilder();
        for (var name : List.of("admin", "reviewer", "second", "jenkins")) {
            var parts = Files.readString(Path.of(key(name) + ".pub"), StandardCharsets.UTF_8)
                    .split(" ");
            lines.append(
                    "key/" + name + " " + (name.equals("reviewer") ? options : "") + parts[0] + " " + parts[1] + "\n");
        }
        git.write("allowed_signers", lines.toString());
    }

    String declare(String who, String partitions) {
        return chronicle.declare(
                who, "orders.yaml", "topics: {orders: {partitions: " + partitions + ", replicationFactor: 1}}\n");
    }

    /** What a person agrees to, at the head that the ledger has now, signed by a key. */
    Counted approval(String person, String key, Change... changes) {
        return approval(person, key, chronicle.head(), START.plus(Duration.ofDays(7)), changes);
    }

    Counted approval(String person, String key, Optional<String> head, Instant expires, Change... changes) {
        var approval = new Approval(
                DEV,
                head,
                Arrays.stream(changes).map(Change::digest).toList(),
                new TreeMap<>(),
                Verdict.APPROVE,
                "fine",
                START,
                expires);
        return new Counted(signed(approval, key), person, "ssh");
    }

    Signed signed(Approval approval, String key) {
        var signature = new SshSigner(key(key), Duration.ofSeconds(30), line -> {})
                .sign(approval.signedBytes(), "castellan-approval");
        return new Signed(approval, signature.armored());
    }

    /** As it should be: what is given here is approved by the reviewer and run by the deployer. */
    Warranted authorised(String... authors) {
        return changes -> by(DEPLOYER, List.of(authors), approval("reviewer", "reviewer", changes));
    }

    UnaryOperator<Intent> by(Executor executor, List<String> authors, Counted... approvals) {
        return Chronicle.by(executor, new Warrant(Optional.of(policy), authors, List.of(approvals), Optional.empty()));
    }

    /** By whose word something is applied. */
    interface Warranted {
        UnaryOperator<Intent> of(Change... changes);
    }

    void apply(Warranted warrant, Change... changes) {
        chronicle.end(chronicle.begin(warrant.of(changes), changes), ChangeResult.APPLIED);
    }

    void applySecond(UnaryOperator<Intent> as) {
        declare("admin", "2");
        chronicle.end(chronicle.begin(as, more), ChangeResult.APPLIED);
    }

    String head() {
        return git.run("rev-parse", LEDGER);
    }

    void assertGood(String... arguments) {
        var said = chronicle.desk.run(arguments);
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("good").doesNotContain("error");
    }

    /** @param where what stands before the finding */
    void assertFound(String where, String code, String... arguments) {
        var said = chronicle.desk.run(arguments.length == 0 ? new String[] {"audit", "dev"} : arguments);
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out().lines().filter(line -> line.contains("error " + code)))
                .as(said.out())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.strip()).startsWith(where));
    }

    /** What is there is pushed to a repository that is believed from a commit on. */
    void trustFrom(String commit) throws IOException {
        var origin = temp.resolve("origin.git");
        if (!Files.exists(origin)) {
            RealGit.init(origin, "--bare");
            git.run("remote", "add", "origin", origin.toString());
        }
        git.run("push", "-q", "origin", "main", LEDGER);
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin, commit));
        chronicle.desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        chronicle.desk.variables.put(
                "CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
    }

    /** The keys as they are now decide for what is applied now; they count from the first entry of a new record on. */
    void anew(String options) throws IOException {
        git.run("update-ref", "-d", "refs/heads/" + LEDGER);
        signers(options);
        policy = declare("admin", "1");
        apply(authorised("admin"), orders);
    }
}
