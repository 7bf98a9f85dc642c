package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a promotion looks into of two environments, as it shows in the errors that it tells. */
class PromotionSidesIT {
    private static final String BRANCH = "promote/test";
    private static final String ORDERS = topic("orders", "7d");

    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private TwoStages stages;
    private Desk desk;

    @BeforeEach
    void devAndPreprod() throws Exception {
        stages = new TwoStages(Files.createDirectories(temp.resolve("desk"))).on(cluster, "promotion: {from: dev}");
        desk = stages.desk;
    }

    private static String topic(String name, String retention) {
        return "  " + name + ":\n    config: {retention.ms: " + retention + "}\n";
    }

    private void inBoth(String path, String text) {
        desk.write(path, text).write("../preprod/" + path, text);
    }

    private Desk.Said promote() {
        return desk.run("promote", "--to", "preprod", "--branch", BRANCH);
    }

    private void appliedInDev(String... topics) {
        stages.appliedInDev(Instant.now().minus(Duration.ofDays(1)), topics);
    }

    /** Nothing of it is moved, and it was wrong before: 'validate' and the pull request tell it. */
    @Test
    void anErrorInWhatIsTheSameInBothStopsNothing() {
        var same = "topics:\n" + topic("own", "7x");
        inBoth("same.yaml", same);
        var alike = topic("payments", "7y");
        stages.dev("topics:\n" + alike + ORDERS)
                .preprod("topics:\n" + alike)
                .desk
                .commit("first");
        appliedInDev("orders");

        var said = promote();

        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.OK);
        assertThat(desk.git("show", BRANCH + ":environments/preprod/state.yaml"))
                .isEqualTo("topics:\n" + alike + ORDERS);
        assertThat(desk.run("validate").out()).contains("'x' is no unit", "'y' is no unit");
    }

    @Test
    void withAnErrorInWhatDiffersEveryErrorOfBothIsTold() {
        var same = "topics:\n" + topic("own", "7x");
        inBoth("same.yaml", same);
        stages.dev("topics:\n" + ORDERS)
                .preprod("topics:\n" + topic("payments", "7y"))
                .desk
                .commit("first");
        appliedInDev("orders");

        var said = promote();

        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(said.err())
                .contains("dev/same.yaml:3", "preprod/same.yaml:3", "preprod/state.yaml:3")
                .contains("'x' is no unit", "'y' is no unit");
        assertThat(desk.git("branch", "--list", BRANCH)).isEmpty();
    }

    @Test
    void whereTheTargetCannotBeReadThatIsToldAndNotThatItComesFromNowhere() {
        stages.dev("topics:\n" + ORDERS).preprod("topics: {}\n");
        desk.write("../preprod/environment.yaml", "apiVersion: [\n").commit("first");

        var said = promote();

        assertThat(said.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(said.err()).contains("preprod/environment.yaml:").doesNotContain("CAS-PROMOTE-005");
    }

    @Test
    void anOverrideOfSomethingInAnotherFileIsNoneOfNothing() {
        inBoth("same.yaml", "topics:\n" + topic("own", "7d"));
        stages.dev("topics:\n" + ORDERS).preprod("topics: {}\n");
        desk.write(
                        "../preprod/environment.yaml",
                        desk.read("../preprod/environment.yaml")
                                + "overrides: {topics: {own: {config: {retention.ms: 14d}, reason: incident 4711}}}\n")
                .commit("first");
        appliedInDev("orders", "own");

        var said = promote();

        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("+ topics.orders");
    }

    @Test
    void aNewFileMayNotClashWithOneThatIsTheSameInBoth() {
        inBoth("team/new.yaml", "topics:\n" + topic("own", "7d"));
        stages.dev("topics: {}\n").preprod("topics: {}\n");
        desk.write("Team/new.yaml", "topics:\n" + ORDERS).commit("first");
        appliedInDev("orders", "own");

        var said = promote();

        assertThat(said.exitCode()).as(said.out()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.err()).contains("Team/new.yaml");
    }

    /** Where it stood then is the same in both now, and was not when it was applied. */
    @Test
    void whatStoodInAnotherFileWhenItWasAppliedIsFoundThere() {
        desk.write("old.yaml", "topics:\n" + ORDERS);
        stages.dev("topics: {}\n").preprod("topics: {}\n").desk.commit("first");
        appliedInDev("orders");
        inBoth("old.yaml", "topics: {}\n");
        stages.dev("topics:\n" + ORDERS).desk.commit("moved");

        var said = promote();

        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("+ topics.orders  proved by dev #1");
    }
}
