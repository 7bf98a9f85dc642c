package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.git.RealGit;
import io.castellan.ledger.GitLedger;
import io.castellan.model.LedgerEntry;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A desk whose repository has a remote, a policy, keys and a trust file: what is applied needs the word of others. */
final class GovernedDesk {
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
                write: [kafka-admins, reviewers]
                approve: [reviewers, kafka-admins]
                execute: [developers]
                approvals: {destructive: 1, irreversible: 1, environmentOnly: 1, control: 1}
                breakGlass: {group: kafka-admins, may: [approval]}
                secrets: [DEV_JAAS]
                clientConfig: [security.protocol, sasl.mechanism, sasl.jaas.config]
            """;

    final Desk desk;
    final RealGit origin;
    private final Path temp;

    GovernedDesk(Path temp, TestCluster cluster, String state) throws Exception {
        this(temp, cluster, state, POLICY);
    }

    GovernedDesk(Path temp, TestCluster cluster, String state, String policy) throws Exception {
        this(
                temp,
                policy,
                dev(cluster, cluster.admin().describeCluster().clusterId().get(), state));
    }

    /** @param files writes what is in the repository, beside the policy and the keys */
    GovernedDesk(Path temp, String policy, Consumer<Desk> files) throws Exception {
        this.temp = temp;
        origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk = new Desk(Files.createDirectories(temp.resolve("desk")));
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        files.accept(desk);
        Files.writeString(desk.folder.resolve("castellan.yaml"), policy);
        for (var name : List.of("admin", "reviewer", "second", "deployer")) {
            keygen(name);
        }
        signers("admin", "reviewer", "second", "deployer");
        desk.commit("first");
        desk.git("remote", "add", "origin", origin.folder().toString());
        push();
        pin("main");
        desk.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
    }

    private static Consumer<Desk> dev(TestCluster cluster, String id, String state) {
        return desk -> {
            desk.on(cluster, "defaults: {topics: {replicationFactor: 1}}");
            desk.write(
                    "environment.yaml",
                    desk.read("environment.yaml").replace("cluster:\n", "cluster:\n  id: " + id + "\n"));
            desk.write("state.yaml", state);
        };
    }

    /** From now on the branch is believed from what is checked out. */
    void pin(String branch) throws IOException {
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: %s
                policy: %s
                """.formatted(origin.folder(), branch, head()));
    }

    /** Another policy, committed and pushed. */
    GovernedDesk policy(String text) throws IOException {
        Files.writeString(desk.folder.resolve("castellan.yaml"), text);
        desk.commit("another policy");
        push();
        return this;
    }

    /** A machine that never saw the repository. */
    GovernedDesk onAnotherMachine() throws IOException {
        desk.variables.put(
                "XDG_CACHE_HOME", Files.createTempDirectory(temp, "machine").toString());
        return this;
    }

    void keygen(String name) throws IOException, InterruptedException {
        var process = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key(name))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** A line of allowed_signers. */
    String signer(String name, String options) throws IOException {
        var parts = Files.readString(Path.of(key(name) + ".pub")).split(" ");
        return "key/" + name + " " + options + parts[0] + " " + parts[1] + "\n";
    }

    /** Whose keys count. */
    void signers(String... names) throws IOException {
        var text = new StringBuilder();
        for (var name : names) {
            text.append(signer(name, ""));
        }
        Files.writeString(desk.folder.resolve("allowed_signers"), text);
    }

    String key(String name) {
        return temp.resolve("key-" + name).toString();
    }

    String head() {
        return desk.git("rev-parse", "HEAD").strip();
    }

    void push() {
        desk.git("push", "-q", "origin", "main");
    }

    /** Whoever commits from now on. */
    GovernedDesk by(String name) {
        desk.git("config", "user.name", name);
        desk.git("config", "user.email", name + "@example.org");
        return this;
    }

    Desk.Said run(String... arguments) {
        return desk.run(arguments);
    }

    Desk.Said good(String... arguments) {
        return ended(ExitCode.OK, run(arguments));
    }

    static Desk.Said ended(ExitCode exitCode, Desk.Said said) {
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(exitCode);
        return said;
    }

    static void refused(Desk.Said said, String code) {
        assertThat(ended(ExitCode.REFUSED, said).err()).contains(code);
    }

    Desk.Said approve(String who, String... more) {
        return approveIn("dev", who, more);
    }

    Desk.Said approveIn(String environment, String who, String... more) {
        var arguments = new ArrayList<>(List.of("approve", environment, "--yes", "--key", key(who)));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    Desk.Said apply(String as, String... more) {
        return applyIn("dev", as, more);
    }

    Desk.Said applyIn(String environment, String as, String... more) {
        var arguments = new ArrayList<>(List.of("apply", environment, "--yes", "--commit", "main", "--as", as));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    /** Approved by one, applied by the deployer. */
    void applied(String approver) {
        ended(ExitCode.OK, approve(approver));
        ended(ExitCode.OK, apply("jenkins:ci:deployer"));
    }

    List<LedgerEntry> entries() {
        try (var git = GitRepository.discover(origin.folder()).orElseThrow()) {
            return new GitLedger(git, "dev").entries();
        }
    }
}
