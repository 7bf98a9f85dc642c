package io.castellan.cli;

import static io.castellan.cli.Chronicle.change;
import static io.castellan.cli.Chronicle.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where environments of a real repository stand. */
class StatusIT {
    @TempDir
    private Path folder;

    private Chronicle chronicle;

    @BeforeEach
    void begin() {
        chronicle = new Chronicle(folder);
        chronicle.declare("adm", "orders.yaml", "topics: {orders: {partitions: 1, replicationFactor: 1}}\n");
    }

    private String told(String... arguments) {
        var said = chronicle.desk.run(arguments);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
        return said.out().replaceAll("[0-9a-f]{12} ", "COMMIT ");
    }

    @Test
    void beforeTheFirstApplyEveryCommitIsAhead() {
        assertThat(told("status")).isEqualTo("""
                dev
                      applied   nothing yet
                      ahead     1 commit not applied yet: COMMIT adm writes orders.yaml (adm)
                      drift     not looked; nothing is applied
                """);
    }

    @Test
    void whatIsAppliedAheadOpenAndLeftOutIsTold() {
        chronicle.end(
                chronicle.begin(Chronicle.leavingOut(topic("bills"), "refused"), change(Verb.CREATE, "orders")),
                ChangeResult.APPLIED);
        chronicle.declare("apr", "orders.yaml", "topics: {orders: {partitions: 2, replicationFactor: 1}}\n");
        chronicle.git.write("README.md", "elsewhere").commit("elsewhere");
        assertThat(told("status", "dev")).isEqualTo("""
                dev
                      applied   commit COMMIT adm writes orders.yaml, #1 of 2025-11-21T10:01:00Z by deployer
                      ahead     1 commit not applied yet: COMMIT apr writes orders.yaml (apr)
                      last      #1 applied: 1 applied
                      left out  topic/bills: refused
                      drift     not looked; --live connects
                """);

        // when the next apply is killed
        chronicle.begin(intent -> intent, change(Verb.UPDATE, "orders"));
        assertThat(told("status", "dev"))
                .contains("#1 of", "open      #2 was begun at 2025-11-21T10:02:00Z by deployer and did not end")
                .doesNotContain("last ");
    }

    @Test
    void anOverrideThatIsOverWaitsUntilItsEndIsApplied() {
        var until = Chronicle.START.plusSeconds(90);
        chronicle.desk.write("environment.yaml", chronicle.desk.read("environment.yaml") + """
                overrides:
                  topics: {orders: {config: {retention.ms: 14d}, until: %s, reason: incident 4711}}
                """.formatted(until));
        chronicle.git.commit("more time");
        var waits = "waits     topic/orders: to be applied is the end of what was overridden (incident 4711) until "
                + until;
        chronicle.end(chronicle.begin(intent -> intent, change(Verb.UPDATE, "orders")), ChangeResult.APPLIED);
        assertThat(told("status")).contains(waits);

        chronicle.end(chronicle.begin(intent -> intent, change(Verb.UPDATE, "orders")), ChangeResult.FAILED);
        assertThat(told("status")).as("it failed").contains(waits);
        chronicle.end(
                chronicle.begin(Chronicle.leavingOut(topic("orders"), "refused"), change(Verb.UPDATE, "bills")),
                ChangeResult.APPLIED);
        assertThat(told("status")).as("it was left out").contains(waits);

        chronicle.end(chronicle.begin(intent -> intent, change(Verb.UPDATE, "orders")), ChangeResult.APPLIED);
        assertThat(told("status")).doesNotContain("waits");
    }

    @Test
    void environmentsStandInTheOrderOfThePipeline() {
        for (var name : new String[] {"prod", "early"}) {
            chronicle.git.write("environments/" + name + "/environment.yaml", """
                    apiVersion: castellan/v1
                    environment: %s
                    cluster: {sandbox: {brokers: 1}}
                    """.formatted(name));
        }
        chronicle.git.write("castellan.yaml", """
                apiVersion: castellan/v1
                pipeline: [early, dev, prod]
                people: {adm: {emails: [adm@example.org]}}
                access:
                  dev: {write: [adm], execute: [adm], approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 0}, separate: []}
                  early: {write: [adm], execute: [adm], approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 0}, separate: []}
                  prod: {write: [adm], execute: [adm], approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 0}, separate: []}
                """);
        chronicle.git.commit("three");

        assertThat(told("status").lines().filter(line -> !line.startsWith(" ") && !line.isEmpty()))
                .containsExactly("early", "dev", "prod");
        assertThat(told("status", "--format", "html")).contains("3 environments", "early");
        assertThat(told("status", "--format", "json")).contains("castellan/status/v1");
    }

    @Test
    void aFreezeThatHoldsIsToldAndAPolicyThatCannotBeReadIsNoReasonToTellNothing() {
        var policy = """
                apiVersion: castellan/v1
                pipeline: [dev]
                people: {adm: {emails: [adm@example.org]}}
                access:
                  dev:
                    write: [adm]
                    execute: [adm]
                    approvals: {safe: 0, disruptive: 0, destructive: 0, irreversible: 0, environmentOnly: 0, control: 0}
                    separate: []
                    freeze: [{from: 2020-01-01, to: 2199-12-31, zone: UTC, reason: museum}]
                """;
        chronicle.git.write("castellan.yaml", policy).commit("frozen");
        assertThat(told("status")).contains("waits     frozen (museum) until 2200-01-01T00:00:00Z\n");

        chronicle
                .git
                .write("castellan.yaml", policy.replace("pipeline", "pipelin"))
                .commit("wrong");
        assertThat(told("status")).contains("debts     not all can be told: ", "ahead     1 commit");
    }

    @Test
    void aRecordThatCannotBeReadIsToldAndTheOthersAllTheSame() {
        chronicle.apply(change(Verb.CREATE, "orders"));
        chronicle.git.run("branch", "castellan/ledger/broken", "main");

        var said = chronicle.desk.run("status");
        assertThat(said.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out()).contains("CAS-LEDGER-005", "applied   commit");
    }
}
