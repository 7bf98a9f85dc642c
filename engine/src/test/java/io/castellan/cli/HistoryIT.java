package io.castellan.cli;

import static io.castellan.cli.Chronicle.change;
import static io.castellan.cli.Chronicle.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.diagnostics.Problems;
import io.castellan.git.RealGit;
import io.castellan.json.SchemaValidator;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Verb;
import io.castellan.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger of a real repository tells. */
class HistoryIT {
    private static final String LEDGER = "castellan/ledger/dev";

    @TempDir
    private Path folder;

    private Chronicle chronicle;

    @BeforeEach
    void threeApplies() {
        chronicle = new Chronicle(folder);
        chronicle.declare("adm", "orders.yaml", "topics: {orders: {partitions: 1, config: {retention.ms: 7d}}}\n");
        chronicle.apply(
                change(Verb.CREATE, "orders", "config.retention.ms", "", "604800000", "orders.yaml:1:52"),
                change(Verb.CREATE, "bills"));
        chronicle.declare("apr", "orders.yaml", "topics: {orders: {partitions: 1, config: {retention.ms: 8d}}}\n");
        var failed = chronicle.begin(
                intent -> intent,
                change(Verb.UPDATE, "orders", "config.retention.ms", "604800000", "691200000", "orders.yaml:1:52"));
        chronicle.end(failed, ChangeResult.FAILED);
        chronicle.begin(Chronicle.leavingOut(topic("orders"), "refused"), change(Verb.UPDATE, "bills"));
    }

    private String told(String... arguments) {
        var said = chronicle.desk.run(arguments);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
        return said.out();
    }

    @Test
    void everyEntryIsToldNewestFirstWithAllWhoTookPart() {
        assertThat(told("history", "dev").replaceAll("commit [0-9a-f]{12}", "commit ID"))
                .isEqualTo("""
                dev #3  2025-11-21T10:03:00Z  open: not ended, or killed
                      changes   1 topic to change
                      state     commit ID apr writes orders.yaml
                      wrote     apr, as the commit says
                      approved  no policy asked for it
                      executed  deployer (local), castellan 0.1.0
                      left out  topic/orders: refused

                dev #2  2025-11-21T10:02:00Z  partly applied
                      changes   1 topic; 1 failed
                                topic/orders failed: Topic authorization failed.
                      state     commit ID apr writes orders.yaml
                      wrote     apr, as the commit says
                      approved  no policy asked for it
                      executed  deployer (local), castellan 0.1.0, ended 2025-11-21T10:02:09Z

                dev #1  2025-11-21T10:01:00Z  applied
                      changes   2 topic; 2 applied
                      state     commit ID adm writes orders.yaml
                      wrote     adm, as the commit says
                      approved  no policy asked for it
                      executed  deployer (local), castellan 0.1.0, ended 2025-11-21T10:01:09Z

                """);
    }

    @Test
    void ofOneResourceTheChangeIsToldInFull() {
        var text = told("history", "dev", "--resource", "topic/orders");

        assertThat(text)
                .contains(
                        "~ config.retention.ms  604800000 (7d) → 691200000 (8d)",
                        "failed at 2025-11-21T10:02:08Z: Topic authorization failed.",
                        "left out  topic/orders: refused")
                .doesNotContain("bills");
        assertThat(told("history", "dev", "--resource", "topic/none"))
                .isEqualTo("No entry of the ledger speaks of topic/none.\n");
    }

    @Test
    void onlyAsManyAsAskedForAreToldAndHowManyAreLeft() {
        assertThat(told("history", "--limit", "1"))
                .contains("dev #3", "2 older entries not shown")
                .doesNotContain("#2");
    }

    @Test
    void anEnvironmentWhoseFolderIsGoneStillHasItsHistory() {
        chronicle.git.run("mv", "environments/dev", "environments/other");
        chronicle.git.commit("rename");

        assertThat(told("history", "dev")).contains("dev #1");
        assertThat(told("history", "other")).isEqualTo("Nothing was applied yet.\n");
        var unknown = chronicle.desk.run("history", "prod");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(unknown.err()).contains("CAS-CLI-002", "dev, other");
    }

    @Test
    void anEntryThatSomebodyAlteredIsNamedAndNotTold() {
        var intent = "events/0000/000002-intent.json";
        var good = shownOnTheLedger(intent);
        alter(intent, good.replace("\"topic/orders\"", "\"topic/others\""));
        assertRefused("CAS-LEDGER-008", "history", "dev");
        assertThat(told("history", "dev", "--limit", "1"))
                .as("what is not shown is not read")
                .contains("dev #3");
        alter(intent, good);
        assertThat(told("history", "dev")).contains("dev #2");

        var plan = "events/0000/000002-plan.json";
        alter(plan, shownOnTheLedger(plan).replace("691200000", "1"));
        assertRefused("CAS-JSON-005", "history", "dev", "--resource", "topic/orders");
        alter(plan, shownOnTheLedger("events/0000/000001-plan.json"));
        assertRefused("CAS-LEDGER-008", "history", "dev", "--resource", "topic/orders");
    }

    private String shownOnTheLedger(String path) {
        return chronicle.git.run("show", LEDGER + ":" + path);
    }

    private void alter(String path, String content) {
        chronicle.git.run("checkout", "-q", LEDGER);
        RealGit.in(folder).write(path, content);
        chronicle.git.commit("altered");
        chronicle.git.run("checkout", "-q", "main");
    }

    private void assertRefused(String code, String... arguments) {
        var said = chronicle.desk.run(arguments);
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(code);
    }

    @Test
    void asJsonItFollowsItsSchema() {
        for (var json : new String[] {
            told("history", "--format", "json"),
            told("history", "--format", "json", "--resource", "topic/orders", "--limit", "2")
        }) {
            var problems = new Problems();
            YamlReader.read("history.json", json.getBytes(StandardCharsets.UTF_8), problems)
                    .ifPresent(node -> new SchemaValidator().validate("history", node, problems));
            assertThat(problems.sorted()).isEmpty();
        }
    }
}
