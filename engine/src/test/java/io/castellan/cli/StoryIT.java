package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.host.FakeGitHub;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole story, with real Git, a host with pull requests and a real broker for each of four environments: declared, approved by a
 * review in the pull request, squash-merged, applied by a third person, promoted to production, an incident, a rollback, and an audit of
 * all of it. Some approve on the host, some with their keys, and the record tells which.
 */
class StoryIT {
    private static final List<String> PIPELINE = List.of("dev", "preprod", "dr", "prod");
    private static final String TOPIC = "topic/payments.orders.v1";
    private static final String ADMIN = "admin-account";
    private static final String REVIEWER = "reviewer-account";
    private static final String DEPLOYER = "jenkins:ci:deployer";

    @TempDir
    private Path temp;

    private final FakeGitHub github = new FakeGitHub(PullRequests.TOKEN, PullRequests.REPORTER);
    private GovernedDesk governed;
    private PullRequests requests;
    private Desk desk;

    @BeforeEach
    void aRepositoryAHostAPolicyAndFourClusters() throws Exception {
        governed = new GovernedDesk(temp, policy(), StoryIT::files);
        desk = governed.desk;
        requests = new PullRequests(desk, github);
        governed.good("sandbox", "up");
    }

    @AfterEach
    void stop() {
        desk.run("sandbox", "down", "--wipe");
        github.close();
    }

    private static void files(Desk desk) {
        for (int i = 0; i < PIPELINE.size(); i++) {
            desk.write("../" + PIPELINE.get(i) + "/environment.yaml", """
                    apiVersion: castellan/v1
                    environment: %s
                    cluster: {sandbox: {brokers: 1}}
                    defaults: {topics: {replicationFactor: 1}}
                    %s""".formatted(
                            PIPELINE.get(i), i == 0 ? "" : "promotion: {from: " + PIPELINE.get(i - 1) + "}\n"));
        }
        desk.write("../../.gitignore", ".castellan/\n")
                .write(
                        "payments.yaml",
                        "topics:\n  # keep me company\n  payments.orders.v1: {partitions: 2, config: {retention.ms: 7d}}\n");
    }

    private String policy() {
        var text = new StringBuilder("""
                apiVersion: castellan/v1
                pipeline: [dev, preprod, dr, prod]
                people:
                  admin:    {emails: [admin@example.org], keys: [key/admin], accounts: [github:admin-account]}
                  reviewer: {emails: [reviewer@example.org], keys: [key/reviewer], accounts: [github:reviewer-account]}
                  second:   {emails: [second@example.org], keys: [key/second], accounts: [github:second-account]}
                  deployer: {accounts: [jenkins:ci:deployer], keys: [key/deployer]}
                groups: {kafka-admins: [admin], reviewers: [reviewer, second], developers: [deployer]}
                """ + PullRequests.policy(github) + "access:\n");
        PIPELINE.forEach(name ->
                text.append("  " + name + ": {write: [kafka-admins], approve: [reviewers], execute: [developers]"
                        + (name.equals("prod") ? ", approvals: {safe: 2}}\n" : "}\n")));
        return text.toString();
    }

    private void refused(String code, String... arguments) {
        GovernedDesk.refused(desk.run(arguments), code);
    }

    private void branch(String name) {
        desk.git("checkout", "-q", "-b", name, "main");
    }

    /** Somebody approves with a key. */
    private void signed(String environment, String branch, String... who) {
        for (var name : who) {
            GovernedDesk.ended(ExitCode.OK, governed.approveIn(environment, name, "--commit", branch));
        }
    }

    private Desk.Said apply(String environment) {
        return GovernedDesk.ended(ExitCode.OK, governed.applyIn(environment, DEPLOYER));
    }

    @Test
    void fromAFileToProductionAndBack() {
        aChangeInDevIsReviewedSquashedAndExecutedByAThirdPerson();

        promotedAfter("dev", "preprod", branch -> signed("preprod", branch, "second"));
        promotedAfter("preprod", "dr", branch -> signed("dr", branch, "second"));
        promotedAfter("dr", "prod", branch -> {
            requests.commented(branch);
            requests.reviewed(branch, REVIEWER, "APPROVED");
            refused("needs 2 approvals (safe) and has that of reviewer", "approvals", "prod", "--commit", branch);
            signed("prod", branch, "second");
        });

        whatNobodyTriedBeforeDoesNotReachProductionHoweverManyApproveIt();
        inAnIncidentRetentionIsRaisedForATimeInProductionAlone();
        aMistakeInDevIsRolledBack();
        theRecordTellsAllOfItAndIsWhole();
    }

    private void aChangeInDevIsReviewedSquashedAndExecutedByAThirdPerson() {
        branch("settlements");
        desk.write("settlements.yaml", "topics: {payments.settlements.v1: {partitions: 1}}\n")
                .commit("Settlements");
        requests.opened(ADMIN, "settlements");
        requests.commented("settlements");
        assertThat(github.bodies().get(0))
                .contains("payments.settlements.v1", "payments.orders.v1", "sha256:")
                .contains("**Who approves this pull request now approves these changes** for `dev`");
        refused("CAS-AUTH-001", "approvals", "dev", "--commit", "settlements");

        requests.reviewed("settlements", REVIEWER, "APPROVED");
        requests.squashed("settlements");
        assertThat(governed.good("approvals", "dev", "--commit", "main").out())
                .contains(
                        "1 of 1 approval (safe) · approved by reviewer on github (\"looked at it\") · written by admin");
        var byAStranger = governed.applyIn("dev", "local:admin");
        GovernedDesk.refused(byAStranger, "CAS-ACCESS-001");
        GovernedDesk.refused(byAStranger, "does not count: approver 'reviewer' and executor");
        assertThat(apply("dev").out()).contains("2 applied", "Approved by: reviewer (github)");
        assertThat(governed.good("plan", "dev", "--commit", "main", "--detailed-exitcode")
                        .out())
                .contains("No changes");
    }

    /** Castellan makes the branch and opens the pull request. */
    private void promotedAfter(String from, String to, Consumer<String> approved) {
        var branch = "promote-" + to;
        governed.good("promote", "--from", from, "--to", to, "--branch", branch, "--push", "--open");
        requests.fetched(branch);
        approved.accept(branch);
        requests.squashed(branch);
        assertThat(apply(to).out()).contains("2 applied");
        assertThat(desk.read("../" + to + "/payments.yaml")).contains("# keep me company");
    }

    private void whatNobodyTriedBeforeDoesNotReachProductionHoweverManyApproveIt() {
        branch("shortcut");
        desk.write(
                        "../prod/settlements.yaml",
                        "topics: {payments.settlements.v1: {partitions: 1, config: {retention.ms: 1d}}}\n")
                .commit("Straight to production");
        requests.opened(ADMIN, "shortcut");
        signed("prod", "shortcut", "reviewer", "second");
        requests.squashed("shortcut");
        refused("CAS-PROMOTE-001", "apply", "prod", "--yes", "--commit", "main", "--as", DEPLOYER);
        desk.git("revert", "--no-edit", "HEAD");
        governed.push();
    }

    private void inAnIncidentRetentionIsRaisedForATimeInProductionAlone() {
        var until = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        governed.good(
                "raise-retention",
                "prod",
                TOPIC,
                "--to",
                "14d",
                "--until",
                until.toString(),
                "--reason",
                "incident 4711",
                "--branch",
                "incident",
                "--push");
        desk.git("fetch", "-q", "origin", "incident:incident");
        requests.opened(ADMIN, "incident");
        requests.commented("incident");
        assertThat(github.bodies().get(2)).contains("**Not approved by that:** how overrides end in `prod`.");
        signed("prod", "incident", "reviewer", "second");
        requests.squashed("incident");
        assertThat(apply("prod").out()).contains("config.retention.ms", "1 applied");
    }

    private void aMistakeInDevIsRolledBack() {
        branch("hasty");
        desk.write("payments.yaml", desk.read("payments.yaml").replace("7d", "9d"))
                .commit("Longer");
        requests.opened(ADMIN, "hasty");
        signed("dev", "hasty", "reviewer");
        requests.squashed("hasty");
        apply("dev");

        assertThat(governed.good("rollback", "dev", "--to", "#1", "--branch", "undo", "--push", "--yes")
                        .out())
                .containsPattern("^Back to commit [0-9a-f]{12} Settlements \\(#1\\):\n\nPlan for dev ");
        desk.git("fetch", "-q", "origin", "undo:undo");
        requests.opened(ADMIN, "undo");
        signed("dev", "undo", "reviewer", "second");
        requests.squashed("undo");
        assertThat(apply("dev").out()).contains("777600000 (9d) → 604800000 (7d)", "1 applied");
        assertThat(desk.read("payments.yaml")).contains("7d");
    }

    private void theRecordTellsAllOfItAndIsWhole() {
        var history = governed.good("history").out();
        assertThat(told(history, "approved"))
                .isEqualTo(Map.of(
                        "dev #1", "reviewer (github)",
                        "preprod #1", "second (ssh)",
                        "dr #1", "second (ssh)",
                        "prod #1", "reviewer (github), second (ssh)",
                        "prod #2", "reviewer (ssh), second (ssh)",
                        "dev #2", "reviewer (ssh)",
                        "dev #3", "reviewer (ssh), second (ssh)"));
        assertThat(told(history, "wrote").values()).containsOnly("admin");
        assertThat(told(history, "executed").values()).allMatch(who -> who.startsWith("deployer (jenkins:ci)"));

        var audit = governed.good("audit").out();
        var status = governed.good("status", "--live").out();
        assertThat(told(status, "drift").keySet()).containsExactlyElementsOf(PIPELINE);
        assertThat(told(status, "drift").values()).allMatch(drift -> drift.startsWith("in-sync"));
        assertThat(status).contains("overridden (incident 4711)");
        assertThat(audit)
                .contains("the approval of 'reviewer'", "is a review in https://host/example/state/pull/1:")
                .contains("is a review in https://host/example/state/pull/4:");
        assertThat(audit.lines().filter(line -> line.matches("\\w+ +good .*")).map(line -> line.split(" ")[0]))
                .containsExactlyElementsOf(PIPELINE);
    }

    /** What a line of each paragraph tells, by the paragraph's first two words at most. */
    private static Map<String, String> told(String text, String label) {
        var told = new LinkedHashMap<String, String>();
        var head = "";
        for (var line : text.lines().toList()) {
            if (!line.isEmpty() && !line.startsWith(" ")) {
                head = line.split("  ")[0];
            } else if (line.strip().startsWith(label + " ")) {
                told.put(head, line.strip().substring(label.length()).strip());
            }
        }
        return told;
    }
}
