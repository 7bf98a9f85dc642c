package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.git.GitRepository;
import io.castellan.ledger.GitLedger;
import io.castellan.model.Cause;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes to an environment on a real broker must have been shown to be good where its state comes from. */
class PromotionGateIT {
    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private final Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
    private TwoStages stages;

    @BeforeEach
    void devAndPreprod() throws Exception {
        stages = new TwoStages(temp).on(cluster, "promotion: {from: dev, soak: 1h}");
    }

    private String topics(String retention) {
        return "topics: {%s: {partitions: 1, config: {retention.ms: %s}}}".formatted(topic, retention);
    }

    private Desk.Said apply() {
        return stages.desk.run("apply", "preprod", "--yes");
    }

    private void applied() {
        var said = apply();
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    private static void assertRefused(Desk.Said said, String code, String text) {
        assertThat(said.err()).as(said.out()).contains(code, text);
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private boolean exists() throws ExecutionException, InterruptedException {
        return cluster.admin().listTopics().names().get().contains(topic);
    }

    @Test
    void onlyWhatDevHasIsAppliedInPreprod() throws Exception {
        stages.dev(topics("7d")).preprod(topics("7d")).desk.commit("at once");
        assertRefused(apply(), "CAS-PROMOTE-001", "nothing was applied in dev yet");
        assertThat(exists()).isFalse();
        assertThat(stages.ledgerOfPreprod()).as("nothing was begun").isEmpty();

        stages.appliedInDev(yesterday, topic);
        assertThat(stages.desk.run("plan", "preprod").out()).contains("topic/" + topic + ": proved by dev #1");
        applied();
        assertThat(exists()).isTrue();

        stages.preprod(topics("8d")).desk.commit("not in dev");
        var planned = stages.desk.run("plan", "preprod");
        assertThat(planned.out()).contains("CAS-PROMOTE-001", "dev has it otherwise by apply #1");
        assertThat(planned.exitCode()).isEqualTo(ExitCode.OK);
        assertRefused(apply(), "CAS-PROMOTE-001", "dev has it otherwise by apply #1");
    }

    @Test
    void whatIsNewInDevSoaksFirst() throws Exception {
        stages.dev(topics("7d")).preprod(topics("7d")).desk.commit("at once");
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        stages.appliedInDev(now, topic);

        assertRefused(apply(), "CAS-PROMOTE-002", "soaking in dev until " + now.plusSeconds(3601));
        assertThat(exists()).isFalse();
    }

    @Test
    void whatPreprodHadBeforeMayComeBackAndWhatSomebodyChangedIsRepaired() {
        stages.dev(topics("7d")).preprod(topics("7d")).desk.commit("first");
        stages.appliedInDev(yesterday, topic);
        applied();
        stages.dev(topics("8d")).preprod(topics("8d")).desk.commit("second");
        stages.appliedInDev(yesterday.plusSeconds(60), topic);
        applied();

        stages.preprod(topics("7d")).desk.commit("back");
        assertThat(stages.desk.run("plan", "preprod").out()).contains("proved by preprod #1");
        applied();
    }

    @Test
    void whatThisEnvironmentAloneDecidesNeedsNoEvidence() {
        stages.dev(topics("7d")).preprod(topics("7d")).desk.commit("first");
        stages.appliedInDev(yesterday, topic);
        applied();
        var file = "../preprod/environment.yaml";
        stages.desk.write(
                file,
                stages.desk
                        .read(file)
                        .replace("replicationFactor: 1", "replicationFactor: 1, config: {segment.ms: 1d}"));
        stages.desk.commit("a default");

        assertThat(stages.desk.run("plan", "preprod").out()).contains("CAS-PROMOTE-003", "it is the environment's own");
        applied();
    }

    @Test
    void anOverrideIsOwedUntilItIsPutBackAndToldByStatusHistoryAndAudit() {
        stages.dev(topics("7d")).preprod(topics("7d")).desk.commit("first");
        stages.appliedInDev(yesterday, topic);
        applied();
        var file = "../preprod/environment.yaml";
        var without = stages.desk.read(file);
        stages.desk.write(
                file,
                without
                        + "overrides: {topics: {%s: {config: {retention.ms: 14d}, until: %s, reason: incident}}}\n"
                                .formatted(
                                        topic,
                                        Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)));
        stages.desk.commit("an override");
        applied();

        var owed = "topic/" + topic + " was changed by apply #2 of ";
        assertThat(good("status", "preprod")).contains("debts     " + owed, "ahead of dev: it is an override");
        assertThat(good("status", "preprod")).contains("waits     topic/" + topic + ": overridden (incident) until ");
        assertThat(good("status", "preprod", "--format", "json"))
                .contains("\"kind\": \"promotion\"", "\"kind\": \"override\"");
        assertThat(good("history", "preprod")).contains("topic/" + topic + " (override) ahead of dev still");
        assertThat(good("audit", "preprod")).contains("#2 warning CAS-PROMOTE-009: " + owed);

        stages.desk.write(file, without).commit("no override");
        applied();
        assertThat(good("status", "preprod")).doesNotContain("debts", "waits");
        assertThat(good("history", "preprod"))
                .contains("(override) ahead of dev, made good")
                .doesNotContain("still");
        assertThat(good("audit", "preprod")).doesNotContain("CAS-PROMOTE-009");
    }

    @Test
    void whatSoaksIsToldByStatus() {
        stages.dev(topics("7d")).preprod(topics("7d")).desk.commit("first");
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        stages.appliedInDev(now, topic);

        assertThat(good("status", "preprod"))
                .contains("waits     topic/" + topic + ": soaks in dev since #1 until " + now.plusSeconds(3601));
    }

    @Test
    void onlyWhatHasToSoakIsSaidToWaitForIt() {
        var rules = """

                acls:
                  User:audit:
                    - {%s: [Write], topic: orders}
                """;
        stages.dev(topics("7d") + rules.formatted("deny")).preprod("").desk.commit("first");
        stages.appliedInDev(Instant.now(), topic);
        stages.preprod(topics("7d") + rules.formatted("deny")).desk.commit("promoted");

        assertThat(good("status", "preprod")).contains("waits     topic/" + topic + ": soaks in dev since #1");
        stages.preprod(topics("7d") + rules.formatted("allow"))
                .dev(topics("7d") + rules.formatted("allow"))
                .desk
                .commit("gives access");
        stages.appliedInDev(Instant.now(), topic);
        assertThat(good("status", "preprod")).contains("waits     acl/User:audit allow Write topic orders, topic/");
    }

    private String good(String... arguments) {
        var said = stages.desk.run(arguments);
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
        return said.out();
    }

    @Test
    void leavingOutPromotionNeedsAPolicyThatLetsSomebody() throws Exception {
        stages.preprod(topics("7d")).desk.commit("at night");

        assertRefused(
                stages.desk.run("apply", "preprod", "--yes", "--break-glass", "promotion", "--reason", "incident"),
                "CAS-PROMOTE-001",
                "nothing was applied in dev");
        assertThat(exists()).isFalse();
    }

    @Test
    void theFolderOfOneEnvironmentIsNotAppliedToTheClusterOfAnother() throws Exception {
        stages.dev(topics("7d")).preprod(topics("7d"));
        var file = "../preprod/environment.yaml";
        stages.desk.write(file, stages.desk.read(file).replaceAll("  id: .*", "  id: 5L6g3nShT-eMCtK--X86sw"));
        stages.desk.commit("the id of dev's cluster");
        stages.appliedInDev(yesterday, topic);

        var said = apply();
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(exists()).isFalse();
    }

    @Test
    void aRuleThatTwoGrantsNeedIsProvedByTheOneThatComes() throws Exception {
        var user = "User:" + topic;
        var consume = "    consume: {topics: [{name: %1$s}], groups: [{name: %1$s}]}\n".formatted(topic);
        var produce = "    produce: {topics: [{name: %1$s}]}\n".formatted(topic);
        stages.dev("grants:\n  " + user + ":\n" + consume + produce)
                .preprod("grants:\n  " + user + ":\n" + consume)
                .desk
                .commit("preprod consumes only");
        stages.appliedInDev(yesterday);

        applied();

        assertThat(stages.ledgerOfPreprod().get(0).intent().changes())
                .extracting(change -> change.id().name())
                .as("to describe the topic is what both grants need")
                .contains(user + " allow Describe topic " + topic);
        stages.preprod("grants:\n  " + user + ":\n" + consume + produce.replace(topic, topic + "-other"))
                .desk
                .commit("what dev does not do");
        assertRefused(apply(), "CAS-PROMOTE-001", "allow Write topic " + topic + "-other");
    }

    @Test
    void whatAVariableBringsAlongIsRecordedAsTheEnvironmentsOwn() throws Exception {
        var text = "topics: {%s: {partitions: '${large}', config: {retention.ms: 7d}}}".formatted(topic);
        stages.dev(text).preprod(text);
        stages.desk.write("environment.yaml", stages.desk.read("environment.yaml") + "variables: {large: 1}\n");
        var preprod = "../preprod/environment.yaml";
        stages.desk.write(preprod, stages.desk.read(preprod) + "variables: {large: 2}\n");
        stages.desk.commit("larger in preprod");
        stages.appliedInDev(yesterday, topic);

        applied();

        try (var git = GitRepository.discover(stages.desk.folder).orElseThrow()) {
            var ledger = new GitLedger(git, "preprod");
            assertThat(ledger.plan(ledger.entries().get(0)).planned())
                    .as("whoever judges it again asks as many approvals")
                    .singleElement()
                    .satisfies(change ->
                            assertThat(change.difference().provenance().cause()).isEqualTo(Cause.ENVIRONMENT));
        }
    }
}
