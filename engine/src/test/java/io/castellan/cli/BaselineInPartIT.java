package io.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.Problem;
import io.castellan.ledger.AppliedState;
import io.castellan.model.Intent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was applied and cannot be read any more is not forgotten in silence. */
class BaselineInPartIT {
    @TempDir
    private Path folder;

    private final ArrayList<Problem> doubts = new ArrayList<>();

    private int declared(String state) {
        var desk = new Desk(folder)
                .write(
                        "environment.yaml",
                        "apiVersion: castellan/v1\nenvironment: dev\ncluster: {bootstrapServers: [b:9092]}\n")
                .write("state.yaml", state)
                .commit("applied long ago");
        try (var workspace = Workspace.open(desk.folder, Optional.empty())) {
            var commit = workspace.git().resolve("HEAD");
            return new Loading(workspace, Rooms.registry(), Clock.systemUTC())
                    .declaredAt(
                            "dev",
                            new AppliedState(7, new Intent.StateCommit(commit, "t", false), Instant.EPOCH),
                            doubts::add)
                    .all()
                    .size();
        }
    }

    @Test
    void aStateThatBreaksTodaysRulesIsReadAsFarAsPossibleAndThatIsTold() {
        assertThat(
                        declared(
                                "quotas: [{user: a, request_percentage: 10}, {user: b, ip: 127.0.0.1, request_percentage: 1}]\n"))
                .isEqualTo(1);
        assertThat(doubts)
                .singleElement()
                .satisfies(doubt ->
                        assertThat(doubt.message()).contains("apply #7").contains("limits a"));
    }

    @Test
    void aStateThatIsReadWellLeavesNoDoubt() {
        assertThat(declared("quotas: [{user: a, request_percentage: 10}]\n")).isEqualTo(1);
        assertThat(doubts).isEmpty();
    }
}
