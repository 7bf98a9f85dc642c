package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.RealGit;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations on their way from dev to preprod: real Git, a real broker behind preprod, a record of dev. */
class PromoteIT {
    private static final String BRANCH = "promote/test";

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String orders = cluster.prefix() + "orders";
    private final String payments = cluster.prefix() + "payments";
    private final Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    private final String own = cluster.prefix() + "own";
    private TwoStages stages;
    private Desk desk;

    @BeforeEach
    void devAndPreprod() throws Exception {
        stages = new TwoStages(Files.createDirectories(temp.resolve("desk")))
                .on(cluster, "promotion: {from: dev, soak: 1h}");
        desk = stages.desk;
    }

    private String topic(String name, String retention) {
        return "  # kept " + retention + "\n  " + name + ": {partitions: 1, config: {retention.ms: " + retention
                + "}}\n";
    }

    private Desk.Said promote(String... more) {
        var arguments = new ArrayList<>(List.of("promote", "--to", "preprod", "--branch", BRANCH));
        arguments.addAll(List.of(more));
        return desk.run(arguments.toArray(String[]::new));
    }

    private Desk.Said promoted(String... more) {
        var said = promote(more);
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        return said;
    }

    private void assertNoBranch() {
        assertThat(desk.git("branch", "--list", BRANCH)).isEmpty();
    }

    /** What preprod declares on the new branch. */
    private String onBranch() {
        return desk.git("show", BRANCH + ":environments/preprod/state.yaml");
    }

    @Test
    void whatDevHasGoesToABranchAndFromThereToPreprod() throws Exception {
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders);
        stages.dev("topics:\n" + topic(orders, "7d") + topic(payments, "1d"))
                .desk
                .commit("another, not applied");
        var head = desk.git("rev-parse", "HEAD");

        var said = promoted();

        assertThat(said.out())
                .contains("+ topics." + orders, "proved by dev #1")
                .contains("Held back:", "topics." + payments, "dev does not have it by apply #1")
                .contains("topic/" + orders, "new, as in dev");
        assertThat(onBranch()).isEqualTo("topics:\n" + topic(orders, "7d"));
        assertThat(desk.git("rev-parse", "HEAD")).isEqualTo(head);
        assertThat(desk.git("status", "--porcelain"))
                .as("nothing is checked out")
                .isEmpty();
        var message = desk.git("log", "-1", "--format=%B", BRANCH);
        assertThat(message)
                .startsWith("Promote 1 declaration from dev to preprod\n")
                .contains("Castellan-Promotes: dev -> preprod\n")
                .contains("Castellan-Ledger: dev@"
                        + desk.git("rev-parse", "castellan/ledger/dev").strip());

        desk.git("merge", "-q", "--ff-only", BRANCH);
        var applied = desk.run("apply", "preprod", "--yes");
        assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(ExitCode.OK);
        assertThat(cluster.admin().listTopics().names().get()).contains(orders).doesNotContain(payments);
        desk.git("branch", "-q", "-D", BRANCH);
        assertThat(promoted().out()).contains("Nothing to promote.");
    }

    @Test
    void aRuleWithoutANameIsNamedByWhatItDeclares() {
        var rule = """
                acls:
                  User:audit:
                    - {allow: [Read, Describe], topic: orders}
                """;
        stages.dev("topics:\n" + topic(orders, "7d") + rule)
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders);

        assertThat(promoted().out())
                .contains(
                        "  + acl/User:audit allow Describe topic orders, acl/User:audit allow Read topic orders  proved by dev #1\n",
                        "topics." + orders)
                .doesNotContain("sha256:");
        assertThat(desk.git("log", "-1", "--format=%B", BRANCH))
                .contains(
                        "- acl/User:audit allow Describe topic orders, acl/User:audit allow Read topic orders: proved")
                .doesNotContain("sha256:");
    }

    @Test
    void whatSoaksIsHeldBack() {
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(Instant.now(), orders);

        assertThat(promoted().out()).contains("soaking in dev until", "Nothing to promote.");
        var selected = promote("--select", "topic/" + orders);
        assertThat(selected.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(selected.err()).contains("CAS-PROMOTE-006", "soaking in dev until");
        assertNoBranch();
    }

    @Test
    void whatSomebodyWroteForPreprodIsShownAndNotOverwritten() {
        stages.dev("topics:\n" + topic(orders, "7d") + topic(payments, "1d"))
                .preprod("topics:\n" + topic(orders, "3d") + topic(own, "1d"))
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders, payments);

        var said = promoted();

        assertThat(said.out())
                .contains(
                        "preprod declares what was never applied in dev, so somebody changed it there by hand: not overwritten")
                .contains("\n      config.retention.ms: dev 7d, preprod 3d, applied in preprod nothing\n")
                .contains("dev never had what preprod declares: preprod's own, left as it is");
        assertThat(onBranch())
                .contains(topic(orders, "3d"), topic(payments, "1d"), topic(own, "1d"))
                .doesNotContain("7d");
    }

    @Test
    void whatDevChangedAndTookAwaySinceIsPromoted() {
        stages.dev("topics:\n" + topic(orders, "7d") + topic(payments, "1d"))
                .preprod("topics:\n" + topic(orders, "7d") + topic(payments, "1d"))
                .desk
                .commit("in step");
        stages.appliedInDev(yesterday, orders, payments);
        stages.dev("topics:\n  " + orders + ": {absent: true, reason: replaced}\n")
                .desk
                .commit("otherwise");
        stages.appliedInDev(yesterday.plusSeconds(600), orders, payments);

        var said = promoted("--select", "topic/" + orders);
        assertThat(said.out()).contains("~ topics." + orders).doesNotContain("topics." + payments);
        assertThat(onBranch()).contains("absent: true", topic(payments, "1d")).doesNotContain("7d");

        desk.git("branch", "-q", "-D", BRANCH);
        assertThat(promoted().out()).contains("- topics." + payments);
        assertThat(onBranch()).doesNotContain(payments);
    }

    @Test
    void whatPreprodTookOutByHandIsNotBroughtBack() {
        stages.dev("topics:\n" + topic(orders, "7d")).preprod("topics:\n" + topic(orders, "7d"));
        desk.commit("in step");
        stages.appliedInDev(yesterday, orders);
        var applied = desk.run("apply", "preprod", "--yes");
        assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(ExitCode.OK);
        stages.preprod("topics: {}\n").desk.commit("by hand");

        assertThat(promoted().out()).contains("preprod had it and does not declare it any more", "Nothing to promote.");
        assertNoBranch();
    }

    @Test
    void whatBothChangedSinceIsShownWithAllThreeSides() {
        stages.dev("topics:\n" + topic(orders, "7d") + topic(payments, "7d"))
                .preprod("topics:\n" + topic(orders, "7d") + topic(payments, "7d"));
        desk.commit("in step");
        stages.appliedInDev(yesterday, orders, payments);
        var applied = desk.run("apply", "preprod", "--yes");
        assertThat(applied.exitCode()).as(applied.out() + applied.err()).isEqualTo(ExitCode.OK);
        stages.dev("topics:\n" + topic(orders, "5d") + topic(payments, "5d"))
                .preprod("topics:\n" + topic(orders, "3d"));
        desk.commit("both");
        stages.appliedInDev(yesterday.plusSeconds(600), orders, payments);

        var said = desk.run("promote", "--to", "preprod", "--dry-run", "--full").out();

        assertThat(said)
                .contains("\n      config.retention.ms: dev 5d, preprod 3d, applied in preprod 7d\n")
                .contains(
                        "topics." + payments + "  preprod does not declare it any more, and dev declares it otherwise")
                .contains("\n      config.retention.ms: dev 5d, preprod nothing, applied in preprod 7d\n")
                .contains("Nothing to promote.");
        assertNoBranch();
    }

    @Test
    void whoWroteItForDevIsAnAuthorForPreprod() {
        desk.git("config", "user.name", "writer <x@example.org>");
        desk.git("config", "user.email", "writer@example.org");
        stages.dev("topics:\n" + topic(orders, "7d")).preprod("topics: {}\n");
        desk.commit("first\n\nCo-authored-by: helper <helper@example.org>");
        desk.git("config", "user.name", "mover");
        desk.git("config", "user.email", "mover@example.org");
        stages.appliedInDev(yesterday, orders);

        promoted();

        assertThat(desk.git("log", "-1", "--format=%an <%ae>", BRANCH)).isEqualTo("mover <mover@example.org>\n");
        assertThat(desk.git("log", "-1", "--format=%(trailers:key=Co-authored-by,valueonly)", BRANCH))
                .contains("<writer@example.org>", "helper <helper@example.org>")
                .doesNotContain("mover");
    }

    @Test
    void aDryRunMakesNothingAndWhatExistsIsNotMoved() {
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders);

        assertThat(promoted("--dry-run").out()).contains("+ topics." + orders);
        assertNoBranch();

        promoted();
        var before = desk.git("rev-parse", BRANCH);
        var again = promote();
        assertThat(again.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(again.err()).contains("CAS-GIT-026");
        assertThat(desk.git("rev-parse", BRANCH)).isEqualTo(before);
    }

    @Test
    void underATrustItStandsOnTheProtectedBranchAndIsPushedThere() throws IOException {
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders);
        var origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk.git("remote", "add", "origin", origin.folder().toString());
        desk.git("push", "-q", "origin", "main", "castellan/ledger/dev");
        var pushed = desk.git("rev-parse", "HEAD").strip();
        Files.writeString(temp.resolve("trust.yaml"), """
                apiVersion: castellan/trust/v1
                repository: %s
                branch: main
                policy: %s
                """.formatted(origin.folder(), pushed));
        desk.variables.put("CASTELLAN_TRUST", temp.resolve("trust.yaml").toString());
        desk.variables.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        stages.dev("topics:\n" + topic(orders, "9d")).desk.commit("only here");

        promoted("--push", "--body", "body.md", "--message", "Bring orders");

        assertThat(origin.run("rev-parse", BRANCH + "^")).isEqualTo(pushed);
        assertThat(origin.run("log", "-1", "--format=%s", BRANCH)).isEqualTo("Bring orders");
        assertThat(origin.run("show", BRANCH + ":environments/preprod/state.yaml"))
                .contains(topic(orders, "7d").strip());
        assertThat(Files.readString(desk.folder.resolve("body.md"))).contains("### Promoted", "proved by dev");
    }

    @Test
    void theCommitIsSignedAsGitIsSetToAndThePushedOneToo() throws Exception {
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders);
        var origin = RealGit.init(temp.resolve("origin.git"), "--bare");
        desk.git("remote", "add", "origin", origin.folder().toString());
        desk.git("push", "-q", "origin", "main");
        var key = temp.resolve("signing").toString();
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        var signers = Files.writeString(
                temp.resolve("signers"), "admin@example.org " + Files.readString(Path.of(key + ".pub")));
        desk.git("config", "gpg.ssh.allowedSignersFile", signers.toString());

        assertThat(promoted("--dry-run").err()).doesNotContain("signed");
        desk.git("config", "commit.gpgSign", "true");
        var unsigned = promoted();
        assertThat(unsigned.err()).contains("CAS-CLI-022", "gpg.format is not ssh");
        assertThat(desk.git("log", "-1", "--format=%G?", BRANCH)).isEqualTo("N\n");
        desk.git("branch", "-q", "-D", BRANCH);

        desk.git("config", "gpg.format", "ssh");
        desk.git("config", "user.signingKey", key);
        var signed = promoted("--push");
        assertThat(signed.out()).contains("Made and pushed the branch " + BRANCH + ", signed.");
        assertThat(desk.git("log", "-1", "--format=%G? %GS", BRANCH)).isEqualTo("G admin@example.org\n");
        assertThat(origin.run("rev-parse", BRANCH))
                .isEqualTo(desk.git("rev-parse", BRANCH).strip());
        desk.git("verify-commit", BRANCH);

        desk.git("config", "commit.gpgSign", "false");
        desk.git("branch", "-q", "-D", BRANCH);
        promoted("--key", key);
        desk.git("verify-commit", BRANCH);
    }

    @Test
    void aKeyThatCannotSignMakesNoBranch() {
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders);

        assertThat(promote("--key", temp.resolve("none").toString()).exitCode()).isEqualTo(ExitCode.INPUT);
        assertNoBranch();
    }

    @Test
    void anEnvironmentThatDoesNotExistIsNothingToComeFrom() {
        var file = "../preprod/environment.yaml";
        desk.write(file, desk.read(file).replace("from: dev", "from: dve"));
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");

        var said = desk.run("validate", "preprod");
        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(said.out() + said.err()).contains("CAS-PROMOTE-008", "'dve'", "dev");
    }

    @Test
    void namesThatLeadElsewhereAndTheWrongWayAreRefused() {
        stages.dev("topics:\n" + topic(orders, "7d"))
                .preprod("topics: {}\n")
                .desk
                .commit("first");
        stages.appliedInDev(yesterday, orders);

        for (var said : List.of(
                desk.run("promote", "--to", "../dev"),
                desk.run("promote", "--to", "preprod", "--from", ".."),
                desk.run("promote", "--to", "dev"),
                desk.run("promote", "--from", "preprod", "--to", "preprod"),
                desk.run("promote", "--to", "preprod", "--branch", "../main"),
                desk.run("promote", "--to", "preprod", "--branch", "-d"),
                desk.run("promote", "--to", "preprod", "--select", "topic/none"))) {
            assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.INPUT);
        }
        assertThat(desk.git("branch", "--list", "--format=%(refname:short)")).isEqualTo("castellan/ledger/dev\nmain\n");
    }
}
