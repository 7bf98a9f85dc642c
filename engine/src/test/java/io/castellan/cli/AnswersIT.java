package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.testing.SharedBroker;
import io.castellan.testing.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every command that asks does with the answer: only a yes goes on, and nothing else is taken for done. */
class AnswersIT {
    @TempDir
    private Path temp;

    private final TestCluster cluster = SharedBroker.get();
    private final String topic = cluster.prefix() + "orders";
    private final List<String> asked = new ArrayList<>();
    private GovernedDesk governed;
    private Optional<String> answer = Optional.of("no");

    @BeforeEach
    void somebodyAtATerminal() throws Exception {
        governed = new GovernedDesk(temp, cluster, "topics: {%s: {partitions: 1}}\n".formatted(topic));
        governed.desk.watchedBy(question -> {
            asked.add(question);
            return answer;
        });
    }

    /** Everything that a command could have left behind. */
    private String world() throws Exception {
        return cluster.admin().listTopics().names().get().contains(topic)
                + governed.origin.run("for-each-ref")
                + governed.desk.git("for-each-ref");
    }

    /** Each command in its place of one story. */
    private void onlyAYesGoesOn(String otherwise, String... command) throws Exception {
        for (var no : List.of(
                Optional.of("no"), Optional.of("y"), Optional.of(""), Optional.of("Yes!"), Optional.<String>empty())) {
            answer = no;
            asked.clear();
            var before = world();

            var said = GovernedDesk.ended(ExitCode.REFUSED, governed.run(command));

            assertThat(said.err()).as(command[0]).contains("CAS-CLI-004", "the answer was not 'yes': " + otherwise);
            assertThat(asked)
                    .as(command[0])
                    .singleElement()
                    .satisfies(question -> assertThat(question).endsWith("Only 'yes' is yes:"));
            assertThat(world()).as(command[0]).isEqualTo(before);
        }
        answer = Optional.of(" yes ");
        var before = world();
        GovernedDesk.ended(ExitCode.OK, governed.run(command));
        assertThat(world()).as(command[0]).isNotEqualTo(before);
    }

    @Test
    void everyCommandThatAsks() throws Exception {
        onlyAYesGoesOn(
                "nothing was recorded", "ledger", "init", "dev", "--commit", "main", "--as", "jenkins:ci:deployer");
        onlyAYesGoesOn("nothing was signed", "approve", "dev", "--key", governed.key("reviewer"));
        onlyAYesGoesOn("nothing was changed", "apply", "dev", "--commit", "main", "--as", "jenkins:ci:deployer");

        governed.by("admin")
                .desk
                .write("state.yaml", "topics: {%s: {partitions: 1, config: {retention.ms: 2d}}}\n".formatted(topic))
                .commit("retention");
        governed.push();
        onlyAYesGoesOn(
                "nothing was changed",
                "apply",
                "dev",
                "--commit",
                "main",
                "--as",
                "local:admin",
                "--break-glass",
                "approval",
                "--reason",
                "incident");
        onlyAYesGoesOn("nothing was signed", "approve", "dev", "--sign-off", "3", "--key", governed.key("reviewer"));
        onlyAYesGoesOn("no branch was made", "rollback", "dev", "--to", "#2");
    }

    @Test
    void nobodyIsAskedAboutWhatWouldBeRefusedAfterwards() throws Exception {
        answer = Optional.of("yes");
        var before = world();

        GovernedDesk.refused(
                governed.run("apply", "dev", "--commit", "main", "--as", "jenkins:ci:deployer"), "CAS-AUTH-001");
        GovernedDesk.refused(
                governed.run("apply", "dev", "--commit", "main", "--as", "local:nobody"), "CAS-ACCESS-001");

        GovernedDesk.ended(ExitCode.INPUT, governed.run("approve", "dev", "--commit", "main", "--key", "no-such-key"));

        assertThat(asked).isEmpty();
        assertThat(world()).isEqualTo(before);
    }

    @Test
    void whereNobodyIsThereNothingIsDone() {
        governed.desk.unwatched();

        var said = governed.run("ledger", "init", "dev", "--commit", "main", "--as", "jenkins:ci:deployer");

        GovernedDesk.refused(said, "nobody is there to ask");
        assertThat(governed.entries()).isEmpty();
    }
}
