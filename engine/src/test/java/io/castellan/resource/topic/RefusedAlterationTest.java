package io.castellan.resource.topic;

import static io.castellan.resource.topic.AlterationTest.refusal;
import static io.castellan.resource.topic.AlterationTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.castellan.resource.catalogue.CatalogueCodes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is declared of a live topic and cannot be. */
class RefusedAlterationTest {

    @Test
    void fewerPartitionsAreRefused() {
        var difference =
                new Scene().desired("a: {partitions: 3}").live("a", 6, 1).only("a");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.PARTITION_DECREASE);
        assertThat(texts(difference)).containsExactly("partitions: 6 → 3");
    }

    @Test
    void anotherReplicationFactorIsRefusedBecauseReplicasAreNotMovedYet() {
        var difference =
                new Scene().desired("a: {replicationFactor: 3}").live("a", 1, 1).only("a");

        assertThat(refusal(difference)).isEqualTo(TopicCodes.REPLICATION_FACTOR_DIFFERS);
        assertThat(difference.disposition().refusal().orElseThrow().message()).contains("PLACEMENT_NOT_SUPPORTED");
        assertThat(texts(difference)).containsExactly("replicationFactor: 1 → 3");
    }

    @Test
    void anUnevenReplicationFactorIsSeen() {
        var uneven = new TopicState(
                "a", "u", List.of(List.of(1, 2, 3), List.of(1, 2)), Set.of(), false, Map.of(), Scene.INHERITED);
        var difference =
                new Scene().desired("a: {replicationFactor: 3}").live(uneven).only("a");

        assertThat(texts(difference)).containsExactly("replicationFactor: 2 to 3 → 3");
        assertThat(texts(new Scene()
                        .desired("a: {replicationFactor: 2}")
                        .live(uneven)
                        .only("a")))
                .containsExactly("replicationFactor: 2 to 3 → 2");
    }

    @Test
    void whatIsRefusedDoesNotHideWhatIsPlanned() {
        var differences = new Scene()
                .desired("a: {partitions: 2, replicationFactor: 3, config: {max.message.bytes: 2MiB}}")
                .live("a", 6, 1, "segment.ms", "5")
                .compare("a");

        assertThat(differences)
                .extracting(difference -> difference.disposition().word())
                .containsExactly("planned", "unmanaged", "refused");
        assertThat(texts(differences.get(0))).containsExactly("config.max.message.bytes: (unset) → 2097152");
        assertThat(texts(differences.get(2))).containsExactly("partitions: 6 → 2", "replicationFactor: 1 → 3");
        assertThat(differences.get(2).disposition().refusal().orElseThrow().message())
                .contains("cannot take any away", "PLACEMENT_NOT_SUPPORTED");
    }

    @Test
    void moreReplicasInSyncThanAreLiveAreRefusedHoweverManyAreDeclared() {
        var differences = new Scene()
                .desired("a: {replicationFactor: 3, config: {min.insync.replicas: 2}}")
                .live("a", 1, 1)
                .compare("a");

        assertThat(differences)
                .singleElement()
                .satisfies(difference -> assertThat(texts(difference))
                        .containsExactly("config.min.insync.replicas: (unset) → 2", "replicationFactor: 1 → 3"));
        assertThat(differences.get(0).disposition().refusal().orElseThrow().message())
                .contains("min.insync.replicas would be 2");
    }

    @Test
    void moreReplicasInSyncThanTheSmallestPartitionHasAreRefused() {
        var uneven = new TopicState(
                "a", "u", List.of(List.of(1, 2, 3), List.of(1)), Set.of(), false, Map.of(), Scene.INHERITED);

        assertThat(refusal(new Scene()
                        .desired("a: {config: {min.insync.replicas: 2}}")
                        .live(uneven)
                        .only("a")))
                .isEqualTo(TopicCodes.MIN_ISR_ABOVE_REPLICAS);
    }

    @Test
    void unsettingIsRefusedWhereTheBrokersWantMoreReplicasInSyncThanThereAre() {
        var inherits2 = new TopicState(
                "a",
                "u",
                List.of(List.of(1)),
                Set.of(),
                false,
                Map.of("min.insync.replicas", "1"),
                Map.of("min.insync.replicas", "2"));

        assertThat(refusal(new Scene()
                        .applied("a: {config: {min.insync.replicas: 1}}")
                        .desired("a: {}")
                        .live(inherits2)
                        .only("a")))
                .isEqualTo(TopicCodes.MIN_ISR_ABOVE_REPLICAS);
    }

    @Test
    void settingsThatContradictWhatNobodyDeclaredAreRefusedBeforeKafkaDoesIt() {
        var differences = new Scene()
                .desired("a: {partitions: 2, config: {min.compaction.lag.ms: 2h, segment.ms: 1d}}")
                .live("a", 1, 1, "max.compaction.lag.ms", "3600000")
                .compare("a");

        assertThat(differences)
                .extracting(difference -> difference.disposition().word())
                .containsExactly("planned", "unmanaged", "refused");
        assertThat(texts(differences.get(0))).containsExactly("partitions: 1 → 2");
        assertThat(refusal(differences.get(2))).isEqualTo(CatalogueCodes.CONTRADICTION);
        assertThat(texts(differences.get(2)))
                .containsExactly(
                        "config.min.compaction.lag.ms: (unset) → 7200000", "config.segment.ms: (unset) → 86400000");
    }
}
