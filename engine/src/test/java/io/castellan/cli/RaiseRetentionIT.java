package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeping records longer for a time, on a real broker: from the command to the end of the override. */
class RaiseRetentionIT {
    private static final String ENVIRONMENT = "defaults: {topics: {replicationFactor: 1}} # of one broker\n";

    @TempDir
    private Path folder;

    private final TestCluster cluster = SharedBroker.get();
    private final String prefix = cluster.prefix();
    private final String orders = prefix + "orders";
    private final String soon = day(2);
    private final String later = day(9);
    private Desk desk;

    @BeforeEach
    void aTopicThatKeepsAWeek() {
        desk = new Desk(folder).on(cluster, ENVIRONMENT);
        declare("config: {retention.ms: 7d}");
    }

    @AfterEach
    void removeTopics() throws Exception {
        var topics = cluster.admin().listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        cluster.admin().deleteTopics(topics).all().get();
    }

    private static String day(int days) {
        return Instant.now()
                .plus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private void declare(String more) {
        desk.write("topics.yaml", "topics:\n  " + orders + ": {partitions: 1, " + more + "}\n")
                .commit("state");
    }

    private Desk.Said raise(ExitCode exitCode, String topic, String to, String until, String... more) {
        var arguments = new ArrayList<>(
                List.of("raise-retention", "dev", topic, "--to", to, "--until", until, "--reason", "incident 4711"));
        arguments.addAll(List.of(more));
        var said = desk.run(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(exitCode);
        return said;
    }

    private Desk.Said raise(ExitCode exitCode, String to, String until) {
        return raise(exitCode, "topic/" + orders, to, until, "--work-tree");
    }

    private void applied() {
        var said = desk.run("apply", "dev", "--yes");
        assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.OK);
    }

    private String planOf(Clock clock) {
        var out = new StringWriter();
        var err = new StringWriter();
        var session =
                new Session(new PrintWriter(out), new PrintWriter(err), Screen.PLAIN, clock, desk.variables, folder);
        new Castellan(session, Commands.all()).run("plan", "dev");
        session.out().flush();
        session.err().flush();
        return out + err.toString();
    }

    @Test
    void theOverrideIsOfferedAppliedAndEndsWithADestructiveChangeThatSomebodyHasToApprove() throws Exception {
        applied();
        var said = raise(ExitCode.OK, "topic/" + orders, "14d", soon);

        var branch = "raise-retention/dev-" + orders + "-until-" + soon.substring(0, 10);
        assertThat(said.out())
                .contains("retention.ms of topic/" + orders + " is 14d instead of 7d", "Made the branch " + branch);
        assertThat(desk.git("diff", "main", branch))
                .contains("+overrides:", "+      config: {retention.ms: 14d}", "+      reason: incident 4711");
        assertThat(desk.git("diff", "--numstat", "main", branch))
                .isEqualTo("7\t0\tenvironments/dev/environment.yaml\n");
        assertThat(desk.git("status", "--porcelain")).isEmpty();

        desk.git("merge", "-q", "--ff-only", branch);
        applied();
        assertThat(planOf(Clock.systemUTC()))
                .as("its end is shown all the time")
                .contains(
                        "CAS-STATE-009",
                        "the override of '" + orders + "' ends " + soon,
                        "OVERRIDE_ENDS",
                        "1209600000 (14d) → 604800000 (7d)",
                        "1 waits")
                .doesNotContain("1 to change");
        assertThat(planOf(Clock.offset(Clock.systemUTC(), Duration.ofDays(3))))
                .contains(
                        "config.retention.ms  1209600000 (14d) → 604800000 (7d)",
                        "RETENTION_SHORTENED",
                        "bytes dropped");
    }

    @Test
    void onDiskTheFileIsEditedAndNothingIsCommitted() {
        raise(ExitCode.OK, "-1", soon);
        assertThat(desk.read("environment.yaml")).contains("# of one broker", "retention.ms: -1");
        assertThat(desk.git("branch", "--list")).isEqualTo("* main\n");
        raise(ExitCode.REFUSED, "30d", later);
    }

    @Test
    void itOnlyLengthens() {
        for (var shorter : List.of("7d", "1h")) {
            assertThat(raise(ExitCode.REFUSED, shorter, soon).err()).contains("CAS-OVERRIDE-003");
        }
        assertThat(raise(ExitCode.REFUSED, "14", soon).err()).contains("14 is not longer", "counts milliseconds");
        raise(ExitCode.OK, "14d", soon);
        assertThat(raise(ExitCode.REFUSED, "8d", later).err())
                .as("what is in effect, with the override")
                .contains("CAS-OVERRIDE-003");
        assertThat(raise(ExitCode.REFUSED, "30d", day(1)).err()).contains("CAS-OVERRIDE-005");
        raise(ExitCode.OK, "30d", later);
        assertThat(desk.read("environment.yaml"))
                .containsOnlyOnce("retention.ms")
                .contains("30d");
    }

    @Test
    void theSameForLongerPutsTheEndOff() {
        raise(ExitCode.OK, "14d", soon);
        assertThat(raise(ExitCode.REFUSED, "14d", soon).err())
                .as("for no longer")
                .contains("CAS-OVERRIDE-003");
        assertThat(raise(ExitCode.OK, "336h", later).out())
                .contains("Until " + later + " retention.ms of topic/" + orders + " stays 14d, and not until " + soon
                        + " only.");
        assertThat(desk.read("environment.yaml")).contains("until: " + later).doesNotContain(soon);
        assertThat(raise(ExitCode.REFUSED, "13d", day(12)).err()).contains("CAS-OVERRIDE-003");

        desk.on(
                cluster,
                ENVIRONMENT + "overrides: {topics: {" + orders + ": {config: {}, until: " + soon + ", reason: x}}}");
        assertThat(raise(ExitCode.REFUSED, "7d", later).err())
                .as("an override that does not say how long")
                .contains("CAS-OVERRIDE-003");
    }

    @Test
    void whatIsInheritedIsAskedOfTheCluster() throws Exception {
        declare("config: {}");
        assertThat(raise(ExitCode.REFUSED, "14d", soon).err()).contains("CAS-OVERRIDE-007");
        applied();
        assertThat(raise(ExitCode.REFUSED, "2d", soon).err()).contains("CAS-OVERRIDE-003");
        raise(ExitCode.OK, "14d", soon);
    }

    @Test
    void whatIsNotATopicOrNotATimeOrSaysMoreIsRefused() {
        assertThat(raise(ExitCode.INPUT, "topic/other", "14d", soon).err()).contains("CAS-OVERRIDE-002");
        assertThat(raise(ExitCode.INPUT, "user/billing", "14d", soon).err()).contains("CAS-OVERRIDE-002");
        assertThat(raise(ExitCode.INPUT, "14d", "2020-01-01").err()).contains("CAS-OVERRIDE-004");
        assertThat(raise(ExitCode.INPUT, "14d", "tomorrow").err()).contains("CAS-OVERRIDE-004");
        assertThat(raise(ExitCode.INPUT, "a fortnight", soon).err()).contains("CAS-TOPIC");
        desk.on(
                cluster,
                ENVIRONMENT + "overrides: {topics: {" + orders + ": {partitions: 2, until: " + soon + ", reason: x}}}");
        assertThat(raise(ExitCode.REFUSED, "14d", later).err()).contains("CAS-OVERRIDE-006");
        declare("absent: true, reason: gone");
        assertThat(raise(ExitCode.INPUT, "14d", soon).exitCode()).isEqualTo(ExitCode.INPUT);
    }
}
