package io.castellan.resource.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.model.Difference;
import io.castellan.model.Disposition;
import io.castellan.model.FieldChange;
import io.castellan.model.Mirroring;
import io.castellan.model.NamePattern;
import io.castellan.model.Protection;
import io.castellan.model.UnmanagedPolicy;
import io.castellan.model.Verb;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What mirroring owns of topics is compared and shown, and never planned. */
class MirroredTopicsTest {
    private final Scene scene = new Scene();

    private static void assertMirrored(Difference difference, Verb verb) {
        assertThat(difference.verb()).isEqualTo(verb);
        assertThat(difference.disposition().mirrored()).hasValueSatisfying(mirrored -> {
            assertThat(mirrored.code()).hasToString("CAS-MIRROR-001");
            assertThat(mirrored.why()).contains("mirroring from prod");
        });
        assertThat(difference.disposition().isPlanned()).isFalse();
    }

    private static List<String> fields(Difference difference) {
        return difference.fields().stream()
                .map(field -> field.path() + ": " + field.before().display() + " > "
                        + field.after().display())
                .toList();
    }

    @Test
    void aTopicThatIsMissingIsMadeByMirroring() {
        scene.desired("orders: {partitions: 6, replicationFactor: 3, config: {retention.ms: 7d}}")
                .mirrored("topics");

        assertMirrored(scene.only("orders"), Verb.CREATE);
        assertThat(fields(scene.only("orders")))
                .contains("partitions: (unset) > 6", "config.retention.ms: (unset) > 604800000");
        assertThat(scene.steps("orders")).isEmpty();
    }

    @Test
    void whereOnlyItsSettingsAreMirroredAMissingTopicIsOurs() {
        scene.desired("orders: {partitions: 6, replicationFactor: 3, config: {retention.ms: 7d}}")
                .mirrored("config", "partitions");

        assertThat(scene.only("orders").disposition().isPlanned()).isTrue();
    }

    @Test
    void aTombstoneIsNotCarriedOut() {
        scene.desired("orders: {absent: true, reason: replaced, evenIfActive: true}")
                .live("orders", 6, 3)
                .mirrored("topics");

        assertMirrored(scene.only("orders"), Verb.DELETE);
        assertThat(scene.steps("orders")).isEmpty();
    }

    @Test
    void aTombstoneThatWasCarriedOutBeforeStopsNobodyWhereMirroringMakesTheTopicAgain() {
        scene.desired("orders: {absent: true, reason: replaced, evenIfActive: true}")
                .applied("orders: {absent: true, reason: replaced, evenIfActive: true}")
                .live("orders", 6, 3)
                .mirrored("topics");

        assertMirrored(scene.only("orders"), Verb.DELETE);
    }

    @Test
    void partitionsAreShownInBothDirections() {
        scene.desired("orders: {partitions: 6, replicationFactor: 3}").mirrored("partitions");

        scene.live("orders", 3, 3);
        assertMirrored(scene.only("orders"), Verb.UPDATE);
        assertThat(fields(scene.only("orders"))).containsExactly("partitions: 3 > 6");

        scene.live("orders", 9, 3);
        assertMirrored(scene.only("orders"), Verb.UPDATE);
        assertThat(fields(scene.only("orders"))).containsExactly("partitions: 9 > 6");
    }

    @Test
    void settingsThatDifferAreShownAndThoseThatMirroringDoesNotCarryAreOurs() {
        scene.desired(
                        "orders: {partitions: 6, replicationFactor: 3, config: {retention.ms: 7d, min.insync.replicas: 2}}")
                .applied("orders: {partitions: 6, replicationFactor: 3, config: {segment.ms: 1d}}")
                .live("orders", 6, 3, "retention.ms", "1000", "segment.ms", "86400000")
                .mirrored("config");

        var differences = scene.compare("orders");

        assertThat(differences).hasSize(2);
        var planned = differences.stream()
                .filter(one -> one.disposition().isPlanned())
                .toList();
        assertThat(planned)
                .singleElement()
                .satisfies(one -> assertThat(one.fields())
                        .extracting(FieldChange::path)
                        .containsExactly("config.min.insync.replicas"));
        var mirrored = differences.stream()
                .filter(one -> one.disposition().isUnmanaged())
                .toList();
        assertThat(mirrored).singleElement().satisfies(one -> {
            assertMirrored(one, Verb.UPDATE);
            assertThat(fields(one))
                    .as("also what is no longer declared")
                    .containsExactly("config.retention.ms: 1000 > 604800000", "config.segment.ms: 86400000 > (unset)");
        });
        assertThat(planned.get(0).risks())
                .as("only its own")
                .noneMatch(risk -> risk.code().contains("RETENTION"));
    }

    @Test
    void theReplicationFactorStaysOurs() {
        scene.desired("orders: {partitions: 6, replicationFactor: 3}")
                .live("orders", 6, 2)
                .mirrored("topics", "partitions", "config");

        assertThat(scene.only("orders").disposition().refusal()).isPresent();
    }

    @Test
    void whatMirroringMadeBesidesIsNotRefused() {
        scene.protection(new Protection(5, 0.1, List.of(), UnmanagedPolicy.REFUSE, UnmanagedPolicy.REFUSE))
                .desired("orders: {partitions: 6, replicationFactor: 3}")
                .live("orders", 6, 3, "retention.ms", "1000")
                .live("payments", 1, 3)
                .mirrored("topics", "config");

        assertMirrored(scene.only("orders"), Verb.NONE);
        assertThat(fields(scene.only("orders"))).containsExactly("config.retention.ms: 1000 > 1000");
        assertMirrored(scene.only("payments"), Verb.NONE);
    }

    @Test
    void onlyWhatIsNamedAndNotExceptedIsMirrored() {
        scene.desired(
                        "payments.a: {partitions: 1, replicationFactor: 3}",
                        "payments.local: {partitions: 1, replicationFactor: 3}",
                        "orders: {partitions: 1, replicationFactor: 3}")
                .mirrored(new Mirroring(
                        "prod",
                        Set.of("topics"),
                        List.of(new NamePattern("payments.*")),
                        List.of(new NamePattern("payments.local"))));

        assertMirrored(scene.only("payments.a"), Verb.CREATE);
        assertThat(scene.only("payments.local").disposition()).isEqualTo(Disposition.PLANNED);
        assertThat(scene.only("orders").disposition()).isEqualTo(Disposition.PLANNED);
    }
}
