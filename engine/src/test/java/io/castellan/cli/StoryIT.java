package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole story, with real Git and a real broker for each of four environments: declared, approved in a pull request, merged,
 * applied by a third person, promoted to production, an incident, a rollback, and an audit of all of it.
 */
class StoryIT {
    private static final List<String> PIPELINE = List.of("dev", "preprod", "dr", "prod");
    private static final String TOPIC = "topic/payments.orders.v1";

    @TempDir
    private Path temp;

    private Desk desk;

    @BeforeEach
    void aRepositoryAPolicyAndFourClusters() throws Exception {
        var origin = RealGit.init(temp.resolve("kafka.git"), "--bare");
        desk = new Desk(Files.createDirectories(temp.resolve("kafka")));
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        for (var name : List.of("reviewer", "second")) {
            keygen(name);
        }
        for (int i = 0; i < PIPELINE.size(); i++) {
            environment(PIPELINE.get(i), i == 0 ? "" : "promotion: {from: " + PIPELINE.get(i - 1) + "}\n");
        }
        Files.writeString(desk.folder.resolve(".gitignore"), ".castellan/\n");
        Files.writeString(desk.folder.resolve("castellan.yaml"), policy());
        Files.writeString(desk.folder.resolve("allowed_signers"), signer("reviewer") + signer("second"));
        desk.write(
                "payments.yaml",
                "topics:\n  # keep me company\n  payments.orders.v1: {partitions: 2, config: {retention.ms: 7d}}\n");
        desk.commit("First state");
        desk.git("remote", "add", "origin", origin.folder().toString());
        desk.git("push", "-q", "-u", "origin", "main");
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(
                        origin.folder(), desk.git("rev-parse", "HEAD").strip()));
        ok("sandbox", "up");
        desk.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
    }

    @AfterEach
    void stop() {
        desk.run("sandbox", "down", "--wipe");
    }

    private void environment(String name, String more) {
        desk.write("../" + name + "/environment.yaml", """
                apiVersion: castellan/v1
                environment: %s
                cluster: {sandbox: {brokers: 1}}
                defaults: {topics: {replicationFactor: 1}}
                %s""".formatted(name, more));
    }

    private static String policy() {
        var text = new StringBuilder("""
                apiVersion: castellan/v1
                pipeline: [dev, preprod, dr, prod]
                people:
                  admin:    {emails: [admin@example.org]}
                  reviewer: {emails: [reviewer@example.org], keys: [key/reviewer]}
                  second:   {emails: [second@example.org], keys: [key/second]}
                  deployer: {accounts: [jenkins:ci:deployer]}
                groups: {kafka-admins: [admin], reviewers: [reviewer, second], developers: [deployer]}
                access:
                """);
        PIPELINE.forEach(name ->
                text.append("  " + name + ": {write: [kafka-admins], approve: [reviewers], execute: [developers]}\n"));
        return text.toString();
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

    private Path key(String name) {
        return temp.resolve("key-" + name);
    }

    private String signer(String name) throws IOException {
        var parts = Files.readString(Path.of(key(name) + ".pub")).split(" ");
        return "key/" + name + " " + parts[0] + " " + parts[1] + "\n";
    }

    private Desk.Said ok(String... arguments) {
        var said = desk.run(arguments);
        assertThat(said.exitCode())
                .as(String.join(" ", arguments) + "\n" + said.out() + said.err())
                .isEqualTo(ExitCode.OK);
        return said;
    }

    private Desk.Said refused(String code, String... arguments) {
        var said = desk.run(arguments);
        assertThat(said.out() + said.err()).as(String.join(" ", arguments)).contains(code);
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
        return said;
    }

    private void approve(String environment, String branch, String... who) {
        for (var name : who) {
            ok(
                    "approve",
                    environment,
                    "--commit",
                    branch,
                    "--yes",
                    "--key",
                    key(name).toString());
        }
    }

    /** As a host merges a pull request: all of it in one commit, by whoever wrote it. */
    private void merge(String branch) {
        desk.git("fetch", "-q", "origin");
        desk.git("checkout", "-q", "main");
        desk.git("merge", "-q", "--squash", branch);
        desk.commit("Merge " + branch);
        desk.git("push", "-q", "origin", "main");
    }

    private Desk.Said apply(String environment) {
        return ok("apply", environment, "--yes", "--commit", "main", "--as", "jenkins:ci:deployer");
    }

    @Test
    void fromAFileToProductionAndBack() throws Exception {
        // a change in dev: written, planned in the pull request, approved there, squashed, executed by a third person
        desk.git("checkout", "-q", "-b", "settlements");
        desk.write("settlements.yaml", "topics: {payments.settlements.v1: {partitions: 1}}\n")
                .commit("Settlements");
        desk.git("push", "-q", "-u", "origin", "settlements");
        assertThat(ok("ci", "--against", "origin/main").out())
                .contains("payments.settlements.v1", "payments.orders.v1", "sha256:");
        approve("dev", "settlements", "reviewer");
        merge("settlements");
        refused("CAS-ACCESS", "apply", "dev", "--yes", "--commit", "main", "--as", "local:admin");
        assertThat(apply("dev").out()).contains("2 applied");
        assertThat(ok("plan", "dev", "--commit", "main", "--detailed-exitcode").out())
                .contains("No changes");

        // what was applied in one environment comes to the next, and never past it
        for (int i = 1; i < PIPELINE.size(); i++) {
            var from = PIPELINE.get(i - 1);
            var to = PIPELINE.get(i);
            var branch = "promote-" + to;
            ok("promote", "--from", from, "--to", to, "--branch", branch, "--push");
            desk.git("fetch", "-q", "origin", branch + ":" + branch);
            approve(to, branch, "second");
            merge(branch);
            assertThat(apply(to).out()).contains("2 applied");
            assertThat(desk.read("../" + to + "/payments.yaml")).contains("# keep me company");
        }

        // what nobody tried before does not reach production, however many approve it
        desk.git("checkout", "-q", "-b", "shortcut");
        desk.write(
                "../prod/settlements.yaml",
                "topics: {payments.settlements.v1: {partitions: 1, config: {retention.ms: 1d}}}\n");
        desk.commit("Straight to production");
        approve("prod", "shortcut", "reviewer", "second");
        merge("shortcut");
        refused("CAS-PROMOTE", "apply", "prod", "--yes", "--commit", "main", "--as", "jenkins:ci:deployer");
        desk.git("revert", "--no-edit", "HEAD");
        desk.git("push", "-q", "origin", "main");

        // an incident: retention is raised for a time, in production alone
        var until = Instant.now()
                .plus(2, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        ok(
                "raise-retention",
                "prod",
                TOPIC,
                "--to",
                "14d",
                "--until",
                until,
                "--reason",
                "incident 4711",
                "--branch",
                "incident",
                "--push");
        desk.git("fetch", "-q", "origin", "incident:incident");
        approve("prod", "incident", "reviewer", "second");
        merge("incident");
        assertThat(apply("prod").out()).contains("config.retention.ms");

        // back: the topic of the first pull request was a mistake in dev's settings
        desk.git("checkout", "-q", "-b", "hasty");
        desk.write("payments.yaml", desk.read("payments.yaml").replace("7d", "9d"));
        desk.commit("Longer");
        approve("dev", "hasty", "reviewer");
        merge("hasty");
        apply("dev");
        ok("rollback", "dev", "--to", "#1", "--branch", "undo", "--push", "--yes");
        desk.git("fetch", "-q", "origin", "undo:undo");
        approve("dev", "undo", "reviewer", "second");
        merge("undo");
        assertThat(apply("dev").out()).contains("config.retention.ms");
        assertThat(desk.read("payments.yaml")).contains("7d");

        // the record tells all of it, and is whole
        var history = ok("history", "dev").out();
        assertThat(history).contains("dev #3", "dev #2", "dev #1", "reviewer", "deployer");
        var audit = ok("audit").out();
        var status = ok("status").out();
        PIPELINE.forEach(name -> {
            assertThat(audit).containsPattern("(?m)^" + name + " +good");
            assertThat(status).contains(name);
        });
    }
}
