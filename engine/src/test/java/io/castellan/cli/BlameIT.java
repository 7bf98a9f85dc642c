package io.castellan.cli;

import static io.castellan.cli.Chronicle.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.diagnostics.ExitCode;
import io.castellan.model.Difference;
import io.castellan.model.Outcome.ChangeResult;
import io.castellan.model.Verb;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where each field comes from, as a real repository tells. */
class BlameIT {
    @TempDir
    private Path folder;

    private Chronicle chronicle;

    private static String orders(String retention, String more) {
        return """
                topics:
                  orders:
                    partitions: 1
                    config:
                      retention.ms: %s
                %s""".formatted(retention, more.isEmpty() ? "" : "      " + more + "\n");
    }

    @BeforeEach
    void begin() {
        chronicle = new Chronicle(folder);
        chronicle.declare("adm", "orders.yaml", orders("7d", "segment.ms: 1d"));
        chronicle.apply(change(
                Verb.CREATE,
                "orders",
                "partitions",
                "",
                "1",
                "orders.yaml:3:5",
                "config.retention.ms",
                "",
                "604800000",
                "orders.yaml:5:7",
                "config.segment.ms",
                "",
                "86400000",
                "orders.yaml:6:7"));
    }

    private String blame(String... arguments) {
        var said = chronicle.desk.run(arguments);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
        return said.out().replaceAll("[0-9a-f]{12} ", "COMMIT ");
    }

    @Test
    void eachFieldNamesTheApplyAndTheCommitThatLastChangedIt() {
        // given two commits before one apply, each with its own field
        chronicle.declare("apr", "orders.yaml", orders("8d", "segment.ms: 1d"));
        chronicle.declare("dep", "orders.yaml", orders("8d", ""));
        chronicle.apply(change(
                Verb.UPDATE,
                "orders",
                "config.retention.ms",
                "604800000",
                "691200000",
                "orders.yaml:5:7",
                "config.segment.ms",
                "86400000",
                "",
                ""));

        // then
        assertThat(blame("blame", "dev", "topic/orders")).isEqualTo("""
                topic/orders  in dev

                    config.retention.ms  691200000 (8d)     #2 of 2025-11-21T10:02:00Z  COMMIT apr writes orders.yaml (apr)  environments/dev/orders.yaml:5:7
                  − config.segment.ms    was 86400000 (1d)  #2 of 2025-11-21T10:02:00Z  COMMIT dep writes orders.yaml (dep)
                    partitions           1                  #1 of 2025-11-21T10:01:00Z  COMMIT adm writes orders.yaml (adm)  environments/dev/orders.yaml:3:5
                """);
    }

    @Test
    void theTimeOfAnOverrideIsNoField() {
        chronicle.declare("apr", "orders.yaml", orders("8d", ""));
        chronicle.apply(change(
                Verb.UPDATE,
                "orders",
                "config.retention.ms",
                "604800000",
                "691200000",
                "orders.yaml:5:7",
                Difference.OVERRIDE_UNTIL,
                "2025-11-21T10:01:30Z",
                "",
                ""));

        assertThat(blame("blame", "dev", "topic/orders"))
                .contains("691200000 (8d)", "#2 of")
                .doesNotContain("override");
    }

    @Test
    void whatFailedChangedNothingAndWhatIsOpenMayHave() {
        chronicle.declare("apr", "orders.yaml", orders("8d", "segment.ms: 1d"));
        var update = change(Verb.UPDATE, "orders", "config.retention.ms", "604800000", "691200000", "orders.yaml:5:7");
        chronicle.end(chronicle.begin(intent -> intent, update), ChangeResult.FAILED);
        chronicle.begin(intent -> intent, update);

        assertThat(blame("blame", "dev", "topic/orders"))
                .contains("#3 is open, and may have changed it", "604800000 (7d)  #1")
                .doesNotContain("apr");
    }

    @Test
    void whatIsGoneIsToldAsItWas() {
        chronicle.declare("apr", "orders.yaml", "topics: {orders: {absent: true, reason: replaced}}\n");
        chronicle.apply(change(Verb.DELETE, "orders", "absent", "", "true", "orders.yaml:1:10"));

        assertThat(blame("blame", "dev", "topic/orders"))
                .contains("deleted by #2 of 2025-11-21T10:02:00Z  COMMIT apr writes", "604800000 (7d)  #1");

        // when it is made again, the one before no longer counts
        chronicle.declare("dep", "orders.yaml", "topics: {orders: {partitions: 2, replicationFactor: 1}}\n");
        chronicle.apply(change(Verb.CREATE, "orders", "partitions", "", "2", "orders.yaml:1:20"));
        assertThat(blame("blame", "dev", "topic/orders")).contains("#3", "dep").doesNotContain("retention", "deleted");
    }

    @Test
    void whatWasMetAsDeclaredIsToldWithItsCommits() {
        chronicle.declare("apr", "bills.yaml", "topics: {bills: {partitions: 1, replicationFactor: 1}}\n");
        chronicle.apply();

        assertThat(blame("blame", "dev", "topic/bills"))
                .contains("it was met as it is declared", "COMMIT apr writes bills.yaml (apr)");
        var unknown = chronicle.desk.run("blame", "dev", "topic/none");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.INPUT);
        assertThat(unknown.err()).contains("CAS-RECORD-001");
    }
}
